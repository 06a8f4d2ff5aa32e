"""A worker whose handlers do what real ones should not."""

from __future__ import annotations

import os
import signal
import threading
import time
from typing import Any

from terraformer_ls.child.worker import Request, serve


def echo(params: dict[str, Any], request: Request) -> Any:
    print("what libraries print must not reach the protocol")
    return params


def events(params: dict[str, Any], request: Request) -> int:
    for number in range(params["count"]):
        request.emit(number)
    return params["count"]


def tick(params: dict[str, Any], request: Request) -> str:
    for number in range(params["count"]):
        request.emit(number)
        time.sleep(params["pause"])
    return "done"


def fail(params: dict[str, Any], request: Request) -> None:
    raise ValueError("on purpose")


def die(params: dict[str, Any], request: Request) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def hang(params: dict[str, Any], request: Request) -> None:
    request.emit("hanging")
    threading.Event().wait()


def wait_for_cancellation(params: dict[str, Any], request: Request) -> str:
    request.emit("waiting")
    request.cancelled.wait()
    return "stopped"


def garbage(params: dict[str, Any], request: Request) -> None:
    for descriptor in range(3, 20):  # the protocol's descriptor is among them
        try:
            os.write(descriptor, b"Segmentation fault\n")
        except OSError:
            continue


serve(
    {
        "echo": echo,
        "events": events,
        "tick": tick,
        "fail": fail,
        "die": die,
        "hang": hang,
        "wait_for_cancellation": wait_for_cancellation,
        "garbage": garbage,
    }
)
