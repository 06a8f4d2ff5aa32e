"""Scans in forks of the process that has Checkov loaded, one of which waits ahead of the next scan.

A check that hangs or crashes takes its fork with it and nothing else. What a fork worked out and
what depends on its input alone (parsed files, say) is handed back as bytes and inherited by the
next fork, which reads what the last scan needed while it waits: a fork is made, and what it has
inherited made ready, when nobody waits for an answer.

Standard library only, as it runs in Checkov's environment. It knows nothing of Checkov.
"""

from __future__ import annotations

import marshal
import os
import select
import signal
import threading
import traceback
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

_LEARNED_BYTES = 64 * 1024 * 1024
"""How much of what forks learned is kept; what was used longest ago goes first."""

_READY_BYTES = 8 * 1024 * 1024
"""How much of it a waiting fork reads ahead: the files of a very big project are left for later."""


class Scanner(Protocol):
    """What runs in a fork."""

    def get_ready(self, learned: Mapping[str, bytes], wanted: Sequence[str]) -> None:
        """Inherit what earlier scans learned, and read the entries that are probably wanted."""
        ...

    def scan(self, params: dict[str, Any]) -> dict[str, Any]:
        """The `result` of the scan, what it `learned` and which entries it `used`."""
        ...


class ScanFailed(Exception):
    """A fork ended without an answer."""


class Learned:
    """Results of pure functions by a digest of their input, as bytes that nobody here reads."""

    def __init__(self) -> None:
        self._entries: OrderedDict[str, bytes] = OrderedDict()
        self._bytes = 0
        self._last: list[str] = []

    def view(self) -> dict[str, bytes]:
        """All entries, for a fork to look up."""
        return dict(self._entries)

    def wanted(self) -> list[str]:
        """The entries that the last scan asked for, each as often as it did, up to a size."""
        chosen: list[str] = []
        size = 0
        for key in self._last:
            size += len(self._entries.get(key, b""))
            if size > _READY_BYTES:
                break
            chosen.append(key)
        return chosen

    def add(self, entries: dict[str, bytes], used: list[str]) -> None:
        """Keep what a fork found out; `used` are the entries that served it."""
        for key in used:
            if key in self._entries:
                self._entries.move_to_end(key)
        for key, value in entries.items():
            if key not in self._entries and len(value) <= _LEARNED_BYTES // 4:
                self._entries[key] = value
                self._bytes += len(value)
        while self._bytes > _LEARNED_BYTES:
            _, dropped = self._entries.popitem(last=False)
            self._bytes -= len(dropped)
        self._last = [key for key in (*entries, *used) if key in self._entries]


@dataclass(frozen=True)
class _Fork:
    """A fork that waits to be asked, once.

    Attributes:
        pid: its process.
        ask: where it reads what to scan.
        answer: where it writes what it found.
        alive: it ends when this is closed: we have its answer, do not want it, or are gone.
    """

    pid: int
    ask: int
    answer: int
    alive: int


class Forks:
    """Scans one folder after the other, each in a process of its own."""

    def __init__(self, scanner: Scanner) -> None:
        self._scanner = scanner
        self._learned = Learned()
        self._waiting: _Fork | None = None

    def fork_ahead(self) -> None:
        """Have a fork wait for the next scan."""
        if self._waiting is None:
            self._waiting = self._fork()

    def scan(self, params: dict[str, Any], cancelled: threading.Event) -> dict[str, Any]:
        """The scanner's result.

        Raises:
            ScanFailed: the fork ended without one, or was cancelled.
        """
        fork = self._ask(marshal.dumps(params))
        try:
            data = _read_all(fork.answer, cancelled)
            if data is None:
                raise ScanFailed("the scan was cancelled")
            answer = _answer(data)
            if answer is None:
                raise ScanFailed(_end_of(fork.pid))
        finally:
            os.close(fork.answer)
            # Taking its memory apart takes as long as a small scan, so nobody waits for that.
            threading.Thread(target=_reap, args=(fork,), daemon=True).start()
        self._learned.add(answer["learned"], answer["used"])
        result: dict[str, Any] = answer["result"]
        return result

    def _ask(self, question: bytes) -> _Fork:
        """A fork that has been asked: the one that waits, unless something killed it meanwhile."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            try:
                _write_all(waiting.ask, question)
            except BrokenPipeError:
                os.close(waiting.answer)
                _reap(waiting)
            else:
                return waiting
        fork = self._fork()
        _write_all(fork.ask, question)
        return fork

    def _fork(self) -> _Fork:
        question_read, question_write = os.pipe()
        answer_read, answer_write = os.pipe()
        alive_read, alive_write = os.pipe()
        pid = os.fork()
        if pid == 0:
            try:
                for descriptor in (question_write, answer_read, alive_write):
                    os.close(descriptor)
                _end_with_parent(alive_read)
                self._answer_once(question_read, answer_write)
                os._exit(0)
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(1)
        for descriptor in (question_read, answer_write, alive_read):
            os.close(descriptor)
        return _Fork(pid, question_write, answer_read, alive_write)

    def _answer_once(self, question: int, answer: int) -> None:
        self._scanner.get_ready(self._learned.view(), self._learned.wanted())
        with os.fdopen(question, "rb") as stream:
            asked = stream.read()
        if not asked:
            return  # our parent is gone
        found = marshal.dumps(self._scanner.scan(marshal.loads(asked)))
        with os.fdopen(answer, "wb") as stream:
            stream.write(found)


def _write_all(descriptor: int, data: bytes) -> None:
    """Write to a pipe and close it: its reader reads to the end."""
    with os.fdopen(descriptor, "wb", buffering=0) as stream:
        while data:
            data = data[stream.write(data) or 0 :]


def _answer(data: bytes) -> dict[str, Any] | None:
    """What a fork wrote, None when it ended before all of it was written."""
    try:
        answer: dict[str, Any] = marshal.loads(data)
    except (EOFError, ValueError, TypeError):
        return None
    return answer


def _end_of(pid: int) -> str:
    """Why a fork ended that has no answer; it is still there to be reaped."""
    ended = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    if ended is not None and ended.si_code in (os.CLD_KILLED, os.CLD_DUMPED):
        return f"the scan was killed by {signal.Signals(ended.si_status).name}"
    return "the scan crashed; the log has the details"


def _reap(fork: _Fork) -> None:
    """End a fork that has answered or is not wanted any more."""
    os.kill(fork.pid, signal.SIGKILL)
    os.waitpid(fork.pid, 0)
    os.close(fork.alive)


def _read_all(descriptor: int, cancelled: threading.Event) -> bytes | None:
    """All that comes through a pipe, None when that was cancelled."""
    parts: list[bytes] = []
    while not cancelled.is_set():
        readable, _, _ = select.select([descriptor], [], [], 0.05)
        if readable:
            part = os.read(descriptor, 1 << 20)
            if not part:
                return b"".join(parts)
            parts.append(part)
    return None


def _end_with_parent(alive: int) -> None:
    """End this fork when the pipe's other end closes: its parent answered, or is gone."""

    def wait() -> None:
        os.read(alive, 1)
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
