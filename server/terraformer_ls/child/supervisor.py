"""A supervised child process: what can crash, hang or eat memory lives in one.

The child is started on first use, restarted after it died, killed when it misses a deadline, and
ends with us. Its wire format is in `worker.py`. Threads may call `request` at the same time; the
child answers one after the other, and only the request it is at can be why it is killed.
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
from typing import Any, cast

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
        environment: added to ours; None takes a variable away.
        log: where its standard error goes; discarded when None.
        stop_after: seconds that a cancelled request may go on before the child is killed.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        environment: Mapping[str, str | None] | None = None,
        log: Path | None = None,
        stop_after: float = 2.0,
    ) -> None:
        self.name = name
        self._command = list(command)
        changed = {**os.environ, **(environment or {})}
        self._environment = {name: value for name, value in changed.items() if value is not None}
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
        events_renew: bool = False,
    ) -> Any:
        """The child's answer to one request.

        Args:
            method: the name of a handler of the worker.
            params: JSON values.
            deadline: seconds for the whole request, the child's start included.
            cancellation: asks the child to stop early.
            on_event: called, in this thread, with each event the child sends before its answer.
            events_renew: whether the deadline begins anew with each event.

        Raises:
            ChildDied, ChildTimedOut, ChildAnsweredError: as they say.
            Cancelled: the cancellation was requested.
        """
        if cancellation is not None:
            cancellation.check()
        process = self._running()
        answers, identifier = process.send(method, params)
        forget = (
            cancellation.on_cancel(lambda: process.cancel(identifier))
            if cancellation is not None
            else _nothing
        )
        ends = time.monotonic() + deadline
        try:
            while True:
                try:
                    message = answers.get(timeout=max(0.0, ends - time.monotonic()))
                except queue.Empty:
                    cancelled = cancellation is not None and cancellation.requested
                    if not process.is_at(identifier):
                        # Another request keeps it busy, and that one has a deadline of its own.
                        process.cancel(identifier)
                        if cancelled:
                            raise Cancelled from None
                        raise ChildTimedOut(
                            f"{self.name} was busy with something else for {deadline:g} s"
                        ) from None
                    self._kill(process)
                    if cancelled:
                        raise Cancelled from None
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
                    if events_renew and not (cancellation is not None and cancellation.requested):
                        ends = time.monotonic() + deadline
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
    """A running child with two threads: one writes requests, one hands answers to who asked.

    Writing has a thread of its own because a child that no longer reads would block whoever
    writes, beyond any deadline.
    """

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
        self._outgoing: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._pending: dict[int, queue.SimpleQueue[dict[str, Any]]] = {}
        self._ended = False
        self._babbled = False
        for work in (self._read, self._write):
            name = f"{work.__name__.strip('_')} {self._popen.pid}"
            threading.Thread(target=work, daemon=True, name=name).start()

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
        self._put({"id": identifier, "method": method, "params": params})
        if self._ended:
            answers.put(_DIED)
        return answers, identifier

    def cancel(self, identifier: int) -> None:
        self._put({"cancel": identifier})
        answers = self._pending.get(identifier)
        if answers is not None:
            answers.put(_CANCELLED)

    def is_at(self, identifier: int) -> bool:
        """Whether the child is at that request: no earlier one waits for its answer."""
        return min(self._pending, default=identifier) >= identifier

    def forget(self, identifier: int) -> None:
        self._pending.pop(identifier, None)

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._popen.pid, signal.SIGKILL)
        self._outgoing.put(None)
        self._popen.wait()

    def describe_end(self) -> str:
        if self._babbled:
            return "it did not speak our protocol"
        try:
            code = self._popen.wait(timeout=1)
        except subprocess.TimeoutExpired:
            return "it closed its output"
        if code < 0:
            return f"killed by {signal.Signals(-code).name}"
        return f"exit code {code}"

    def _put(self, message: Mapping[str, Any]) -> None:
        self._outgoing.put(json.dumps(message, separators=(",", ":")).encode() + b"\n")

    def _write(self) -> None:
        assert self._popen.stdin is not None
        # A dead child is noticed by the reader, which tells everyone who waits.
        with contextlib.suppress(OSError), self._popen.stdin as pipe:
            while (line := self._outgoing.get()) is not None:
                pipe.write(line)
                pipe.flush()

    def _read(self) -> None:
        assert self._popen.stdout is not None
        with self._popen.stdout as lines:
            for line in lines:
                message = _answer(line)
                if message is None:  # whatever it is, it is of no more use
                    self._babbled = True
                    break
                answers = self._pending.get(message["id"])
                if answers is not None:
                    answers.put(message)
        self._ended = True
        for answers in list(self._pending.values()):
            answers.put(_DIED)
        self._outgoing.put(None)
        self._popen.wait()  # no zombie, even if nobody asks again


def _answer(line: bytes) -> dict[str, Any] | None:
    """A line of the child's as a message, None if it is none."""
    try:
        value = json.loads(line)
    except ValueError:
        return None
    if not isinstance(value, dict):
        return None
    message = cast("dict[str, Any]", value)
    if not isinstance(message.get("id"), int):
        return None
    return message if message.keys() & {"event", "result", "error"} else None
