"""The child's side of the JSON lines spoken by `supervisor.py`.

Standard library only: workers run in environments of their own (Checkov's, the model's), where
this package may not be importable and this file is found by its path.

A request is `{"id", "method", "params"}`; the answers are any number of `{"id", "event"}` and then
one `{"id", "result"}` or `{"id", "error"}`. `{"cancel": id}` asks a running request to stop.
Requests run one after the other, cancellations arrive meanwhile. The worker ends with its input,
so that it never outlives its parent.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from typing import Any


class Request:
    """One request being answered: ask it whether to stop, tell it what happens meanwhile."""

    def __init__(self, identifier: int, write: Callable[[Mapping[str, Any]], None]) -> None:
        self.identifier = identifier
        self.cancelled = threading.Event()
        self._write = write

    def emit(self, event: Any) -> None:
        """Send `event` (any JSON value) ahead of the result."""
        self._write({"id": self.identifier, "event": event})


Handler = Callable[[dict[str, Any], Request], Any]


def serve(handlers: Mapping[str, Handler], idle: Callable[[], None] | None = None) -> None:
    """Answer requests from standard input until it closes; does not return.

    Standard output is kept for the protocol: what libraries print goes to standard error.
    `idle` is called after an answer when no other request waits for one.
    """
    protocol = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    write_lock = threading.Lock()

    def write(message: Mapping[str, Any]) -> None:
        line = json.dumps(message, separators=(",", ":")).encode() + b"\n"
        with write_lock:
            view = memoryview(line)
            while view:
                view = view[protocol.write(view) :]

    waiting: queue.Queue[tuple[dict[str, Any], Request] | None] = queue.Queue()
    known: dict[int, Request] = {}

    def read() -> None:
        for line in sys.stdin.buffer:
            message = json.loads(line)
            if "cancel" in message:
                request = known.get(message["cancel"])
                if request is not None:
                    request.cancelled.set()
                continue
            request = Request(message["id"], write)
            known[request.identifier] = request
            waiting.put((message, request))
        # The parent is gone. A handler stuck in native code would keep us alive: leave at once.
        os._exit(0)

    threading.Thread(target=read, daemon=True, name="read").start()
    while (item := waiting.get()) is not None:
        message, request = item
        if request.cancelled.is_set():
            known.pop(request.identifier, None)
            write({"id": request.identifier, "error": "cancelled before it began"})
            continue
        try:
            result = handlers[message["method"]](message.get("params") or {}, request)
            write({"id": request.identifier, "result": result})
        except Exception as error:
            traceback.print_exc()
            write({"id": request.identifier, "error": f"{type(error).__name__}: {error}"})
        finally:
            known.pop(request.identifier, None)
        if idle is not None and waiting.empty():
            idle()
