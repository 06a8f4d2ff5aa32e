"""Killing what the processes under test start, as often as they start it."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def killing(word: str) -> Iterator[None]:
    """Kill whatever descends from this process and has a word in its command line, meanwhile."""
    over = threading.Event()

    def kill() -> None:
        while not over.wait(0.01):
            for pid in descendants(os.getpid()):
                with contextlib.suppress(OSError):  # it ended meanwhile
                    if word.encode() in Path(f"/proc/{pid}/cmdline").read_bytes():
                        os.kill(pid, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        yield
    finally:
        over.set()
        killer.join()


def descendants(pid: int) -> Iterator[int]:
    """The processes that a process started, and those that these started."""
    children: list[int] = []
    with contextlib.suppress(FileNotFoundError):  # it ended meanwhile
        for thread in Path(f"/proc/{pid}/task").iterdir():
            with contextlib.suppress(FileNotFoundError):
                children += map(int, (thread / "children").read_text().split())
    for child in children:
        yield child
        yield from descendants(child)
