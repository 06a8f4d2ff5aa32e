"""A supervised child process: what can crash, hang or eat memory lives in one.

The child is started on first use, restarted after it died, killed when it misses a deadline, and
ends with us. Its wire format is in `worker.py`. Threads may call `request` at the same time; the
child answers one after the other.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import queue
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from terraformer_ls.cancellation import Cancellation, Cancelled


class ChildError(Exception):
    """The child could not answer; the message is fit for a user."""


class ChildDied(ChildError):
    """The process ended before it answered. The next request starts a new one."""


class ChildTimedOut(ChildError):
    """The deadline passed; the process was killed. The next request starts a new one."""


class ChildAnsweredError(ChildError):
    """The child answered that the request failed; it is still alive."""


class Child:
    """One supervised process.

    Args:
        name: what it is, for messages and its log file.
        command: the program and its arguments.
        environment: added to ours.
        log: where its standard error goes; discarded when None.
        stop_after: seconds that a cancelled request may go on before the child is killed.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        environment: Mapping[str, str] | None = None,
        log: Path | None = None,
        stop_after: float = 2.0,
    ) -> None:
        self.name = name
        self._command = list(command)
        self._environment = {**os.environ, **(environment or {})}
        self._log = log
        self._stop_after = stop_after
        self._lock = threading.Lock()
        self._process: _Process | None = None
        self._closed = False

    @property
    def pid(self) -> int | None:
        """The process id, or None while none runs."""
        process = self._process
        return process.pid if process is not None and process.alive else None

    def request(
        self,
        method: str,
        params: Mapping[str, Any],
        *,
        deadline: float,
        cancellation: Cancellation | None = None,
        on_event: Callable[[Any], None] | None = None,
    ) -> Any:
        """The child's answer to one request.

        Args:
            method: the name of a handler of the worker.
            params: JSON values.
            deadline: seconds for the whole request, the child's start included.
            cancellation: asks the child to stop early.
            on_event: called, in this thread, with each event the child sends before its answer.

        Raises:
            ChildDied, ChildTimedOut, ChildAnsweredError: as they say.
            Cancelled: the cancellation was requested.
        """
        if cancellation is not None:
            cancellation.check()
        process = self._running()
        answers, identifier = process.send(method, params)
        forget = (
            cancellation.on_cancel(lambda: process.cancel(identifier, answers))
            if cancellation is not None
            else _nothing
        )
        ends = time.monotonic() + deadline
        try:
            while True:
                try:
                    message = answers.get(timeout=max(0.0, ends - time.monotonic()))
                except queue.Empty:
                    if cancellation is not None and cancellation.requested:
                        self._kill(process)
                        raise Cancelled from None
                    self._kill(process)
                    raise ChildTimedOut(
                        f"{self.name} did not answer within {deadline:g} s and was restarted"
                    ) from None
                if message is _CANCELLED:
                    ends = min(ends, time.monotonic() + self._stop_after)
                    continue
                if message is _DIED:
                    if cancellation is not None and cancellation.requested:
                        raise Cancelled
                    raise ChildDied(f"{self.name} ended unexpectedly ({process.describe_end()})")
                if "event" in message:
                    if on_event is not None:
                        on_event(message["event"])
                    continue
                if cancellation is not None and cancellation.requested:
                    raise Cancelled
                if "error" in message:
                    raise ChildAnsweredError(f"{self.name}: {message['error']}")
                return message["result"]
        finally:
            forget()
            process.forget(identifier)

    def close(self) -> None:
        """End the process and refuse further requests."""
        with self._lock:
            self._closed = True
            process, self._process = self._process, None
        if process is not None:
            process.kill()

    def restart(self) -> None:
        """End the process; the next request starts a new one."""
        with self._lock:
            process, self._process = self._process, None
        if process is not None:
            process.kill()

    def _running(self) -> _Process:
        with self._lock:
            if self._closed:
                raise ChildDied(f"{self.name} was shut down")
            if self._process is None or not self._process.alive:
                if self._process is not None:
                    self._process.kill()
                try:
                    self._process = _Process(self._command, self._environment, self._log)
                except OSError as error:
                    raise ChildDied(f"{self.name} could not be started: {error}") from error
            return self._process

    def _kill(self, process: _Process) -> None:
        with self._lock:
            if self._process is process:
                self._process = None
        process.kill()


_CANCELLED: dict[str, Any] = {"event": "cancelled"}
_DIED: dict[str, Any] = {"event": "died"}


def _nothing() -> None:
    return None


class _Process:
    """A running child with a thread that hands each answer to who asked for it."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], log: Path | None):
        with contextlib.ExitStack() as stack:
            error_stream: Any = subprocess.DEVNULL
            if log is not None:
                with contextlib.suppress(OSError):  # a full disk costs the log, not the feature
                    log.parent.mkdir(parents=True, exist_ok=True)
                    error_stream = stack.enter_context(log.open("ab"))
            self._popen = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=error_stream,
                env=dict(environment),
                start_new_session=True,  # Ctrl-C in a terminal is ours to handle
            )
        self._identifiers = itertools.count(1)
        self._write_lock = threading.Lock()
        self._pending: dict[int, queue.SimpleQueue[dict[str, Any]]] = {}
        self._ended = False
        threading.Thread(target=self._read, daemon=True, name=f"read {self._popen.pid}").start()

    @property
    def pid(self) -> int:
        return self._popen.pid

    @property
    def alive(self) -> bool:
        return not self._ended and self._popen.poll() is None

    def send(
        self, method: str, params: Mapping[str, Any]
    ) -> tuple[queue.SimpleQueue[dict[str, Any]], int]:
        answers: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        identifier = next(self._identifiers)
        self._pending[identifier] = answers
        self._write({"id": identifier, "method": method, "params": params})
        if self._ended:
            answers.put(_DIED)
        return answers, identifier

    def cancel(self, identifier: int, answers: queue.SimpleQueue[dict[str, Any]]) -> None:
        self._write({"cancel": identifier})
        answers.put(_CANCELLED)

    def forget(self, identifier: int) -> None:
        self._pending.pop(identifier, None)

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._popen.pid, signal.SIGKILL)
        with contextlib.suppress(OSError):
            if self._popen.stdin is not None:
                self._popen.stdin.close()
        self._popen.wait()

    def describe_end(self) -> str:
        try:
            code = self._popen.wait(timeout=1)
        except subprocess.TimeoutExpired:
            return "it closed its output"
        if code < 0:
            return f"killed by {signal.Signals(-code).name}"
        return f"exit code {code}"

    def _write(self, message: Mapping[str, Any]) -> None:
        line = json.dumps(message, separators=(",", ":")).encode() + b"\n"
        # A dead child is noticed by the reader, which tells everyone who waits.
        with self._write_lock, contextlib.suppress(OSError, ValueError):
            assert self._popen.stdin is not None
            self._popen.stdin.write(line)
            self._popen.stdin.flush()

    def _read(self) -> None:
        assert self._popen.stdout is not None
        with self._popen.stdout as lines:
            for line in lines:
                try:
                    message = json.loads(line)
                    answers = self._pending.get(message["id"])
                except (ValueError, KeyError, TypeError):
                    break  # not our protocol: treat it as dead
                if answers is not None:
                    answers.put(message)
        self._ended = True
        for answers in list(self._pending.values()):
            answers.put(_DIED)
