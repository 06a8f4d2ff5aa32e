"""A real OpenAI-compatible server on loopback that answers as a test wants it to."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from terraformer_ls.engine import Engine
from terraformer_ls.settings import Settings

STAGES = ("syntax", "schema", "policy")


@dataclass
class Asked:
    """What the server was asked: the conversations, in order, each as the texts of its turns."""

    conversations: list[list[str]] = field(default_factory=list)


Answer = Callable[[list[str]], str]
"""From the conversation to the answer; may block for as long as a test wants."""


@contextmanager
def engine_asking(answer: Answer) -> Iterator[tuple[Engine, Asked]]:
    """An engine whose model stands behind a server that gives these answers."""
    with server(answer) as (url, asked):
        engine = Engine(Settings(model=url, model_name="test-model", stages=STAGES))
        try:
            yield engine, asked
        finally:
            engine.close()


@contextmanager
def server(answer: Answer) -> Iterator[tuple[str, Asked]]:
    """The server alone."""
    asked = Asked()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            turns = [message["content"] for message in body["messages"]]
            asked.conversations.append(turns)
            said = {"role": "assistant", "content": answer(turns)}
            choice = {"index": 0, "message": said, "finish_reason": "stop"}
            sent = json.dumps({"choices": [choice]}).encode()
            try:
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(sent)))
                self.end_headers()
                self.wfile.write(sent)
            except OSError:
                pass  # the one who asked has left

        def log_message(self, format: str, *args: object) -> None:
            pass

    listening = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listening.daemon_threads = True
    threading.Thread(target=listening.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listening.server_port}/v1", asked
    finally:
        listening.shutdown()
        listening.server_close()


def fenced(text: str) -> str:
    """A text as chat models show code."""
    return f"Sure, here it is:\n\n```hcl\n{text.strip()}\n```\n"
