"""Whatever happens to a process, the next request works and nothing is left behind."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from stage_runs import snapshot_of

from killing import descendants
from terraformer_ls.cancellation import Cancellation, Cancelled
from terraformer_ls.child.supervisor import Child
from terraformer_ls.terraform.engine import Terraform
from terraformer_ls.terraform.outcome import Outcome

BROKEN = 'resource "random_pet" "a" {{\n  lenght = {number}\n}}\n'


@pytest.fixture
def own_terraform() -> Iterator[Terraform]:
    engine = Terraform(validate_deadline=20.0, plan_deadline=20.0)
    yield engine
    engine.close()


def ask(engine: Terraform, number: int, method: str = "validate") -> Outcome:
    prepared = engine.prepare(snapshot_of(BROKEN.format(number=number)))
    run = engine.validate if method == "validate" else engine.plan
    return run(prepared, prepared.roots[0])


def open_by(pid: int) -> list[str]:
    """What a process has open."""
    found: list[str] = []
    for file in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):  # closed meanwhile
            found.append(str(file.readlink()))
    return found


def works(outcome: Outcome) -> bool:
    return [found["summary"] for found in outcome.diagnostics] == ["Unsupported argument"]


def test_a_killed_worker_is_replaced(own_terraform: Terraform) -> None:
    assert works(ask(own_terraform, 1))
    _, worker = own_terraform.pids
    os.kill(worker, signal.SIGKILL)
    assert works(ask(own_terraform, 2))


def test_a_killed_stand_in_is_replaced(own_terraform: Terraform) -> None:
    assert works(ask(own_terraform, 1))
    stand_in, _ = own_terraform.pids
    os.kill(stand_in, signal.SIGKILL)
    assert works(ask(own_terraform, 2))
    assert works(ask(own_terraform, 3, "plan"))


def test_both_killed_at_once_are_replaced(own_terraform: Terraform) -> None:
    assert works(ask(own_terraform, 1))
    for pid in own_terraform.pids:
        os.kill(pid, signal.SIGKILL)
    assert works(ask(own_terraform, 2))


@pytest.mark.parametrize("which", [0, 1], ids=["stand-in", "worker"])
def test_a_hanging_process_is_given_up_and_replaced(which: int) -> None:
    engine = Terraform(validate_deadline=6.0)
    try:
        assert works(ask(engine, 1))
        os.kill(engine.pids[which], signal.SIGSTOP)
        assert "did not answer" in ask(engine, 2).problem
        assert works(ask(engine, 3))
    finally:
        engine.close()


def test_a_cancelled_request_ends_and_the_next_one_works(own_terraform: Terraform) -> None:
    assert works(ask(own_terraform, 1))
    text = "".join(f'resource "random_pet" "p{n}" {{\n  length = 2\n}}\n' for n in range(600))
    prepared = own_terraform.prepare(snapshot_of(text))
    cancellation = Cancellation()
    timer = threading.Timer(0.2, cancellation.cancel)
    timer.start()
    with pytest.raises(Cancelled):
        own_terraform.plan(prepared, prepared.roots[0], cancellation)
    timer.join()
    assert works(ask(own_terraform, 2))


def test_two_hundred_runs_leave_no_descriptors_and_no_processes(own_terraform: Terraform) -> None:
    for number in range(10):
        assert works(ask(own_terraform, number))
    stand_in, first_worker = own_terraform.pids
    before = descriptors(os.getpid())
    for number in range(10, 210):
        assert works(ask(own_terraform, number))
    assert own_terraform.pids[0] == stand_in
    assert own_terraform.pids[1] != first_worker, "the worker was not replaced"
    assert not Path(f"/proc/{first_worker}").exists()
    # A standby may be starting: its pipes are two more.
    assert descriptors(os.getpid()) <= before + 4
    assert descriptors(stand_in) < 200


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has pidfds")
def test_a_worker_opens_no_descriptors_of_processes(own_terraform: Terraform) -> None:
    for number in range(10):
        assert works(ask(own_terraform, number))
    _, worker = own_terraform.pids
    waited = time.monotonic() + 2.5  # whoever looks after a provider does so once a second
    while time.monotonic() < waited:
        assert not [what for what in open_by(worker) if "pidfd" in what]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux limits memory")
def test_a_plan_that_would_take_all_memory_ends_and_the_next_one_works() -> None:
    engine = Terraform(plan_deadline=120.0)
    try:
        many = 'resource "random_pet" "a" {\n  count = 20000000\n}\n'
        prepared = engine.prepare(snapshot_of(many))
        outcome = engine.plan(prepared, prepared.roots[0])
        assert outcome.problem == "Terraform ended unexpectedly (killed by SIGABRT)"
        assert works(ask(engine, 2))
    finally:
        engine.close()


@pytest.fixture
def when_served(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], object]]:
    """What to do, once, right after the stand-in answered: where no caller could step in."""
    waiting: list[Callable[[], object]] = []
    request = Child.request

    def with_step(child: Child, method: str, *args: Any, **options: Any) -> Any:
        answer = request(child, method, *args, **options)
        if method == "serve" and waiting:
            waiting.pop()()
        return answer

    monkeypatch.setattr(Child, "request", with_step)
    return waiting


def test_a_stand_in_that_dies_once_it_served_is_replaced(
    own_terraform: Terraform, when_served: list[Callable[[], object]]
) -> None:
    assert works(ask(own_terraform, 1))
    stand_in, _ = own_terraform.pids

    def kill() -> None:
        os.kill(stand_in, signal.SIGKILL)
        while Path(f"/proc/{stand_in}").exists():
            time.sleep(0.01)

    when_served.append(kill)
    assert works(ask(own_terraform, 2))
    assert own_terraform.pids[0] != stand_in


def test_a_run_that_is_closed_once_its_provider_served_says_so_and_leaves_nothing(
    own_terraform: Terraform, when_served: list[Callable[[], object]]
) -> None:
    before = set(descendants(os.getpid()))
    assert works(ask(own_terraform, 1))
    closing = threading.Thread(target=own_terraform.close)

    def close() -> None:
        closing.start()
        while own_terraform.pids:
            time.sleep(0.01)

    when_served.append(close)
    assert "was shut down" in ask(own_terraform, 2).problem
    closing.join(timeout=15)
    assert not closing.is_alive()
    assert not own_terraform.pids
    assert set(descendants(os.getpid())) <= before


def test_closing_ends_every_process_and_removes_the_overlay() -> None:
    engine = Terraform()
    assert works(ask(engine, 1))
    pids = engine.pids
    folders = engine.folders
    assert all(folder.is_dir() for folder in folders)
    engine.close()
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)
    assert not any(folder.exists() for folder in folders)


def test_closing_does_not_wait_for_a_run(own_terraform: Terraform) -> None:
    assert works(ask(own_terraform, 1))
    _, worker = own_terraform.pids
    os.kill(worker, signal.SIGSTOP)  # this run would take until its deadline
    problems: list[str] = []
    thread = threading.Thread(target=lambda: problems.append(ask(own_terraform, 2).problem))
    thread.start()
    own_terraform.close()
    thread.join(timeout=15)
    assert not thread.is_alive()
    assert problems[0]
    assert not Path(f"/proc/{worker}").exists()


def descriptors(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def test_threads_that_ask_at_once_each_get_their_own_answer(own_terraform: Terraform) -> None:
    answers: dict[int, list[str]] = {}

    def work(number: int) -> None:
        for edit in range(5):
            text = f'output "a" {{\n  value = var.missing_{number}_{edit}\n}}\n'
            prepared = own_terraform.prepare(snapshot_of(text))
            outcome = own_terraform.validate(prepared, prepared.roots[0])
            answers.setdefault(number, []).extend(
                found["detail"].split('"')[1] for found in outcome.diagnostics
            )

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {
        number: [f"missing_{number}_{edit}" for edit in range(5)] for number in range(4)
    }


REQUIRING = """terraform {
  required_providers {
    a = {
      source = "%s"
    }
  }
}
"""


@pytest.mark.parametrize(
    "text",
    [
        'provider "provider_name" {\n}\n',
        'resource "random_pet" "a" {\n  provider = some_name\n}\n',
        *(
            REQUIRING % source
            for source in ("hashicorp/a_b", "x/terraform-a", "a_b.com/x/a", "hashicorp/ä")
        ),
    ],
)
def test_an_address_that_terraform_does_not_take_spoils_nothing_after_it(
    own_terraform: Terraform, text: str
) -> None:
    prepared = own_terraform.prepare(snapshot_of(text))
    first = own_terraform.validate(prepared, prepared.roots[0])
    assert not first.problem
    # A provider nobody knows needs a worker that is attached to it besides.
    unknown = own_terraform.prepare(snapshot_of('resource "acme_thing" "a" {\n  size = 1\n}\n'))
    outcome = own_terraform.validate(unknown, unknown.roots[0])
    assert (outcome.problem, list(outcome.diagnostics)) == ("", [])
