"""Whatever is in the files and whatever happens to the worker: an answer, and then the next one."""

from __future__ import annotations

import contextlib
import os
import select
import shutil
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from checkov_runs import snapshot_of

from terraformer_ls.cancellation import Cancellation, Cancelled
from terraformer_ls.policy.checkov import Checkov
from terraformer_ls.policy.environment import CheckovEnvironment
from terraformer_ls.settings import Settings
from terraformer_ls.verify.report import Status
from terraformer_ls.workspace.discover import read_snapshot

GOOD = 'resource "aws_ebs_volume" "data" {\n  encrypted = false\n}\n'
SLOW = "\n".join(f'resource "aws_ebs_volume" "v{n}" {{\n  size = {n}\n}}' for n in range(1500))


@pytest.mark.parametrize(
    "broken",
    [
        b'resource "a" "b" {{{ ]] ))',
        b"\x7fELF\x00\x01\xff\xfe" * 1000,
        b"\x00",
        b"\xef\xbb\xbf",
        'resource "a" "ü'.encode("utf-16"),
        b"a = " + b"[" * 3000,
        b'resource "aws_s3_bucket" {\n}\nresource {\n}\n',
    ],
    ids=["garbage", "binary", "nul", "bom alone", "utf-16", "deep", "no labels"],
)
def test_a_broken_file_leaves_the_others_checked(verify, broken: bytes) -> None:
    result = verify({"main.tf": GOOD, "broken.tf": broken})
    assert "CKV_AWS_3" in {finding.rule for finding in result.findings}
    alone = verify({"broken.tf": broken})
    assert alone.findings == ()
    assert verify({"main.tf": GOOD}).status is Status.FAILED


def test_nothing_but_broken_files_is_not_passed(verify) -> None:
    result = verify({"broken.tf": "resource {{{"})
    assert result.status is Status.SKIPPED
    assert "broken.tf" in result.reason


def test_a_file_of_five_megabytes_is_left_out_by_name(verify) -> None:
    big = b"# " + b"x" * 5_000_000 + b"\n"
    result = verify({"main.tf": GOOD, "big.tf": big})
    assert result.status is Status.FAILED
    assert result.reason == "not checked since too big or unreadable: big.tf"
    assert verify({"big.tf": big}).status is Status.SKIPPED


def test_a_file_that_was_not_read_is_named(stage: Checkov, tmp_path: Path) -> None:
    (tmp_path / "big.tf").write_bytes(b"# " + b"x" * 5_000_000 + b"\n")
    alone = stage.run(read_snapshot(tmp_path), (), Cancellation())
    assert alone.status is Status.SKIPPED
    assert alone.reason == "not checked since too big or unreadable: big.tf"
    (tmp_path / "main.tf").write_text(GOOD)
    assert stage.run(read_snapshot(tmp_path), (), Cancellation()).reason == alone.reason


def test_a_folder_deleted_after_it_was_read_is_still_checked(
    stage: Checkov, tmp_path: Path
) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "main.tf").write_text(GOOD)
    snapshot = read_snapshot(folder)
    shutil.rmtree(folder)
    assert stage.run(snapshot, (), Cancellation()).status is Status.FAILED
    assert stage.run(read_snapshot(folder), (), Cancellation()).status is Status.SKIPPED


WAITING_TICKS = 10
"""A fork that has computed for longer is scanning; one that waits has read what it inherits."""


@pytest.fixture
def own_stage(checkov: CheckovEnvironment) -> Iterator[Callable[..., Checkov]]:
    """A stage whose worker may be ill-treated, warm already."""
    made: list[Checkov] = []

    def make(**options: float) -> Checkov:
        made.append(Checkov(Settings(), **options))
        assert made[-1].warm() is None
        return made[-1]

    yield make
    for stage in made:
        stage.close()


def while_scanning(stage: Checkov, act: Callable[[int], None]) -> threading.Thread:
    """Do something to a stage's worker as soon as a scan of its runs."""
    pid = stage.worker_pid
    assert pid is not None

    def watch() -> None:
        while not any(processor_ticks(fork) > WAITING_TICKS for fork in forks_of(pid)):
            pass
        act(pid)

    thread = threading.Thread(target=watch)
    thread.start()
    return thread


def forks_of(pid: int) -> list[int]:
    return [int(fork) for fork in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def processor_ticks(pid: int) -> int:
    """Hundredths of a second that a process has computed; 0 when it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


def waiting_fork(stage: Checkov, *former: int) -> int:
    """The fork that waits for the next scan, as soon as there is none but it."""
    assert stage.worker_pid is not None
    while len(forks := forks_of(stage.worker_pid)) != 1 or forks[0] in former:
        pass
    return forks[0]


def kill(pid: int) -> None:
    os.killpg(pid, signal.SIGKILL)


def kill_scan(pid: int) -> None:
    for fork in forks_of(pid):
        os.kill(fork, signal.SIGKILL)


@pytest.mark.parametrize("act", [kill, kill_scan], ids=["worker", "scan"])
def test_a_process_killed_in_the_middle_costs_nothing_but_time(own_stage, tmp_path, act) -> None:
    stage = own_stage()
    thread = while_scanning(stage, act)
    result = stage.run(snapshot_of(tmp_path, {"main.tf": SLOW}), (), Cancellation())
    thread.join()
    assert result.status is Status.FAILED
    assert len({finding.address for finding in result.findings}) == 1500


def test_a_fork_killed_while_it_waits_is_replaced(own_stage, tmp_path) -> None:
    stage = own_stage()
    snapshot = snapshot_of(tmp_path, {"main.tf": GOOD})
    used = waiting_fork(stage)
    before = stage.run(snapshot, (), Cancellation())
    os.kill(waiting_fork(stage, used), signal.SIGKILL)
    assert stage.run(snapshot, (), Cancellation()) == before
    assert before.status is Status.FAILED


def test_a_fork_that_waits_ends_with_its_worker(own_stage, tmp_path) -> None:
    stage = own_stage()
    waiting = os.pidfd_open(waiting_fork(stage))
    os.kill(stage.worker_pid, signal.SIGKILL)
    ended, _, _ = select.select([waiting], [], [], 20)
    os.close(waiting)
    assert ended


def test_a_hung_worker_is_given_up_and_replaced(own_stage, tmp_path) -> None:
    stage = own_stage(scan_deadline=2.0)
    hung = stage.worker_pid
    os.kill(hung, signal.SIGSTOP)
    snapshot = snapshot_of(tmp_path, {"main.tf": GOOD})
    skipped = stage.run(snapshot, (), Cancellation())
    assert skipped.status is Status.SKIPPED
    assert "Checkov" in skipped.reason
    assert skipped.unanswered == ("Checkov",)
    assert stage.warm() is None
    assert stage.worker_pid not in (None, hung)


def test_a_cancelled_scan_ends_at_once_and_keeps_checkov_warm(own_stage, tmp_path) -> None:
    stage = own_stage()
    warm = stage.worker_pid
    cancellation = Cancellation()
    thread = while_scanning(stage, lambda _pid: cancellation.cancel())
    with pytest.raises(Cancelled):
        stage.run(snapshot_of(tmp_path, {"main.tf": SLOW}), (), cancellation)
    thread.join()
    result = stage.run(snapshot_of(tmp_path, {"main.tf": GOOD}), (), Cancellation())
    assert result.status is Status.FAILED
    assert stage.worker_pid == warm


def test_closing_leaves_no_process_and_no_file(checkov: CheckovEnvironment, tmp_path) -> None:
    stage = Checkov(Settings())
    stage.run(snapshot_of(tmp_path, {"main.tf": GOOD}), (), Cancellation())
    pid, folder = stage.worker_pid, stage.overlay_path
    stage.close()
    assert not Path(f"/proc/{pid}").exists()
    assert not folder.exists()
    assert list(tmp_path.iterdir()) == []


def test_no_scan_reaches_for_the_network(
    checkov: CheckovEnvironment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, address)
        monkeypatch.setenv("PRISMA_API_URL", address)
        monkeypatch.setenv("BC_API_KEY", "a-key-that-must-not-be-used")
        stage = Checkov(Settings())
        files = {
            "main.tf": GOOD
            + f'module "a" {{\n  source = "git::{address}/a.git"\n}}\n'
            + f'module "b" {{\n  source = "{address}/b.zip"\n}}\n'
            + 'module "c" {\n  source  = "hashicorp/consul/aws"\n  version = "0.1.0"\n}\n',
            ".checkov.yaml": "download-external-modules: true\n"
            f"external-checks-git: ['{address}/checks.git']\nbc-api-key: some-key\n",
        }
        result = stage.run(snapshot_of(tmp_path, files), (), Cancellation())
        stage.close()
        assert "CKV_AWS_3" in {finding.rule for finding in result.findings}
        assert "not downloaded" in result.reason
        server.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            connection, _ = server.accept()
            pytest.fail(f"somebody came and said {connection.recv(400)!r}")
