"""A child that dies, hangs, talks nonsense or stops listening costs an error value, no more."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from terraformer_ls.cancellation import Cancellation, Cancelled
from terraformer_ls.child.supervisor import (
    Child,
    ChildAnsweredError,
    ChildDied,
    ChildTimedOut,
)

WORKER = [sys.executable, str(Path(__file__).with_name("worker_for_tests.py"))]
LONG = 30.0
"""Seconds that nothing here takes, unless something is wrong."""


@pytest.fixture
def child() -> Iterator[Child]:
    child = Child("the worker", WORKER, stop_after=LONG)
    yield child
    child.close()


def ask(child: Child, method: str, deadline: float = LONG, **params: Any) -> Any:
    return child.request(method, params, deadline=deadline)


def test_answers_and_keeps_what_is_printed_out_of_the_protocol(child: Child) -> None:
    assert ask(child, "echo", text="é🙂\n") == {"text": "é🙂\n"}


def test_events_come_before_the_answer_and_in_order(child: Child) -> None:
    seen: list[int] = []
    answer = child.request("events", {"count": 50}, deadline=LONG, on_event=seen.append)
    assert (answer, seen) == (50, list(range(50)))


def test_a_failing_request_leaves_the_child_alive(child: Child) -> None:
    pid = _pid_of(child)
    with pytest.raises(ChildAnsweredError, match="the worker: ValueError: on purpose"):
        ask(child, "fail")
    assert _pid_of(child) == pid


def test_a_death_in_a_request_is_told_and_the_next_one_works(child: Child) -> None:
    pid = _pid_of(child)
    with pytest.raises(ChildDied, match="SIGKILL"):
        ask(child, "die")
    assert not _exists(pid), "a zombie is left"
    assert ask(child, "echo", a=1) == {"a": 1}
    assert _pid_of(child) != pid


def test_a_child_killed_while_idle_is_replaced(child: Child) -> None:
    pid = _pid_of(child)
    watch = os.pidfd_open(pid)
    os.kill(pid, 9)
    _wait_for_end(watch)
    assert ask(child, "echo", a=1) == {"a": 1}


def test_a_hanging_child_is_killed_at_the_deadline(child: Child) -> None:
    pid = _pid_of(child)
    with pytest.raises(ChildTimedOut, match=r"within 0\.3 s"):
        ask(child, "hang", deadline=0.3)
    assert not _exists(pid)
    assert ask(child, "echo") == {}


def test_a_deadline_may_begin_anew_with_each_event(child: Child) -> None:
    ticks = {"count": 8, "pause": 0.5}
    assert child.request("tick", ticks, deadline=3.0, events_renew=True) == "done"
    with pytest.raises(ChildTimedOut):
        child.request("tick", ticks, deadline=3.0)


def test_a_child_that_does_not_read_is_killed_at_the_deadline() -> None:
    # A pipe holds 64 KB, so this write can't end.
    deaf = Child("the deaf one", [sys.executable, "-c", "import signal; signal.pause()"])
    with pytest.raises(ChildTimedOut):
        ask(deaf, "echo", deadline=0.5, text="x" * 5_000_000)
    deaf.close()


def test_cancelling_a_child_that_does_not_read_does_not_block() -> None:
    deaf = Child("the deaf one", [sys.executable, "-c", "import signal; signal.pause()"])
    with ThreadPoolExecutor() as threads:
        cancellation = Cancellation()
        asked = threads.submit(
            deaf.request,
            "echo",
            {"text": "x" * 5_000_000},
            deadline=LONG,
            cancellation=cancellation,
        )
        cancellation.cancel()
        deaf.close()
        with pytest.raises((Cancelled, ChildDied)):
            asked.result(timeout=LONG)


def test_a_polite_child_survives_a_cancellation(child: Child) -> None:
    pid = _pid_of(child)
    cancellation = Cancellation()
    with pytest.raises(Cancelled):
        child.request(
            "wait_for_cancellation",
            {},
            deadline=LONG,
            cancellation=cancellation,
            on_event=lambda _event: cancellation.cancel(),
        )
    assert _pid_of(child) == pid


def test_a_stubborn_child_is_killed_after_a_cancellation() -> None:
    child = Child("the worker", WORKER, stop_after=0.2)
    pid = _pid_of(child)
    cancellation = Cancellation()
    with pytest.raises(Cancelled):
        child.request(
            "hang",
            {},
            deadline=LONG,
            cancellation=cancellation,
            on_event=lambda _event: cancellation.cancel(),
        )
    assert not _exists(pid)
    child.close()


def test_a_waiting_request_that_gives_up_does_not_cost_the_running_one(child: Child) -> None:
    running, cancellation = threading.Event(), Cancellation()
    with ThreadPoolExecutor() as threads:
        first = threads.submit(
            child.request,
            "wait_for_cancellation",
            {},
            deadline=LONG,
            cancellation=cancellation,
            on_event=lambda _event: running.set(),
        )
        assert running.wait(LONG)
        pid = child.pid
        with pytest.raises(ChildTimedOut, match="busy"):
            ask(child, "echo", deadline=0.1)
        assert not first.done()
        cancellation.cancel()
        with pytest.raises(Cancelled):
            first.result(timeout=LONG)
    assert _pid_of(child) == pid


def test_garbage_on_the_protocol_is_a_death(child: Child) -> None:
    with pytest.raises(ChildDied, match="protocol"):
        ask(child, "garbage")
    assert ask(child, "echo") == {}


@pytest.mark.parametrize("output", ["5", "[]", '{"id": 1}', "not json", '{"event": 1}'])
def test_lines_that_are_no_answers_are_a_death(output: str) -> None:
    code = f"import sys; sys.stdin.readline(); print({output!r}, flush=True); sys.stdin.read()"
    child = Child("the babbler", [sys.executable, "-c", code])
    with pytest.raises(ChildDied):
        ask(child, "echo")
    child.close()


def test_a_command_that_is_not_there_is_told() -> None:
    child = Child("the absent one", ["/nonexistent/program"])
    with pytest.raises(ChildDied, match="the absent one could not be started"):
        ask(child, "echo")


def test_a_child_that_ends_at_once_is_told_with_its_exit_code() -> None:
    child = Child("the short one", [sys.executable, "-c", "raise SystemExit(3)"])
    with pytest.raises(ChildDied, match="exit code 3"):
        ask(child, "echo")


def test_closing_ends_the_process_and_refuses_requests(child: Child) -> None:
    pid = _pid_of(child)
    child.close()
    assert not _exists(pid)
    with pytest.raises(ChildDied, match="shut down"):
        ask(child, "echo")


def test_many_requests_from_several_threads_leak_nothing(child: Child) -> None:
    ask(child, "echo")
    threads_before, files_before = threading.active_count(), _open_files()
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda n: ask(child, "echo", n=n), range(200)))
    assert answers == [{"n": n} for n in range(200)]
    assert (threading.active_count(), _open_files()) == (threads_before, files_before)


def test_deaths_leak_nothing(child: Child) -> None:
    ask(child, "echo")
    threads_before, files_before = set(threading.enumerate()), _open_files()
    for _ in range(5):
        with pytest.raises(ChildDied):
            ask(child, "die")
    ask(child, "echo")
    for thread in set(threading.enumerate()) - threads_before:
        if str(child.pid) not in thread.name:
            thread.join(LONG)
    ours = {thread.name for thread in threading.enumerate() if not thread.daemon}
    assert ours == {thread.name for thread in threads_before if not thread.daemon}
    assert _open_files() == files_before


def test_the_child_ends_with_its_parent() -> None:
    code = (
        "import os, sys\n"
        "from terraformer_ls.child.supervisor import Child\n"
        f"child = Child('the worker', {WORKER!r})\n"
        "child.request('echo', {}, deadline=30)\n"
        "print(child.pid, flush=True)\n"
        "sys.stdin.read()\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert parent.stdout is not None
    watch = os.pidfd_open(int(parent.stdout.readline()))
    parent.kill()
    parent.communicate()
    _wait_for_end(watch)


def _pid_of(child: Child) -> int:
    ask(child, "echo")
    assert child.pid is not None
    return child.pid


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _wait_for_end(watch: int) -> None:
    ready, _, _ = select.select([watch], [], [], LONG)
    os.close(watch)
    assert ready, "the process is still there"


def _open_files() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())
