"""A server as models run behind: it answers what a test says, and remembers the prompts."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Answering = Callable[[str], str | None]
"""From a prompt to the text that the model writes after it; None is an error of the server's."""


class ModelServer:
    """What a test sees of the server.

    Attributes:
        url: for the setting `terraformer.model`.
        prompts: what it was asked, in order.
        answer: how it answers; a test may change it at any time.
    """

    def __init__(self, url: str, answer: Answering) -> None:
        self.url = url
        self.answer = answer
        self.prompts: list[str] = []
        self.asked = threading.Condition()

    def wait_for(self, prompts: int) -> list[str]:
        """The prompts, once there are that many."""
        with self.asked:
            assert self.asked.wait_for(lambda: len(self.prompts) >= prompts, timeout=60)
            return list(self.prompts)


@contextmanager
def model_server(answer: Answering) -> Iterator[ModelServer]:
    """Serve completions on this machine."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._send(200, {"data": [{"id": "test"}]})

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            prompt: str = body["prompt"]
            with served.asked:
                served.prompts.append(prompt)
                answer = served.answer
                served.asked.notify_all()
            text = answer(prompt)
            if text is None:
                self._send(500, {"error": {"message": "out of order"}})
                return
            for stop in body.get("stop", ()):
                text = text.split(stop)[0]
            self._send(200, {"choices": [{"text": text, "finish_reason": "stop"}]})

        def _send(self, status: int, body: object) -> None:
            said = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    served = ModelServer(f"http://127.0.0.1:{server.server_port}/v1", answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
