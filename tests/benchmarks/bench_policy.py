"""Policy findings after an edit, warm: Checkov's beside its command on the same files, and Rego's.

    .venv/bin/python tests/benchmarks/bench_policy.py [--edits 30] [--commands 3]

Both sides run in turns in the same minutes, so that a busy machine slows both down; the ratio is
what counts. Processor seconds are given too, as they depend less on what else runs.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.policy.checkov import Checkov
from terraformer_ls.policy.environment import CheckovEnvironment, Unavailable, ensure_environment
from terraformer_ls.policy.rego.chosen import chosen_packs
from terraformer_ls.policy.rego.engine import RegoEngine
from terraformer_ls.settings import Settings
from terraformer_ls.terraform.engine import Terraform
from terraformer_ls.verify.stages.plan import PlanStage
from terraformer_ls.workspace.discover import read_snapshot
from terraformer_ls.workspace.snapshot import Snapshot

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
TEN_BLOCKS = """resource "aws_kms_key" "k{n}" {{
  enable_key_rotation = true
}}

resource "aws_sqs_queue" "q{n}" {{
  name              = "queue-{n}"
  kms_master_key_id = aws_kms_key.k{n}.id
}}

resource "aws_s3_bucket" "b{n}" {{
  bucket = "bucket-{n}"
}}

resource "aws_s3_bucket_versioning" "b{n}" {{
  bucket = aws_s3_bucket.b{n}.id
  versioning_configuration {{
    status = "Enabled"
  }}
}}

resource "aws_ebs_volume" "v{n}" {{
  availability_zone = "eu-central-1a"
  size              = var.size_{n}
  encrypted         = true
}}

variable "size_{n}" {{
  type    = number
  default = 10
}}

resource "aws_security_group" "s{n}" {{
  description = "group {n}"
  ingress {{
    description = "all"
    from_port   = 0
    to_port     = 65535
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }}
}}

resource "aws_db_instance" "d{n}" {{
  engine            = "postgres"
  instance_class    = "db.t4g.small"
  storage_encrypted = false
  kms_key_id        = aws_kms_key.k{n}.arn
}}

resource "aws_cloudwatch_log_group" "l{n}" {{
  name = "log-{n}"
}}

output "queue_{n}" {{
  value = aws_sqs_queue.q{n}.url
}}
"""


@dataclass
class Times:
    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--edits", type=int, default=30)
    arguments.add_argument("--commands", type=int, default=3)
    chosen = arguments.parse_args()
    checkov = ensure_environment()
    if isinstance(checkov, Unavailable):
        raise SystemExit(checkov.reason)
    stage = Checkov(Settings())
    started = time.perf_counter()
    problem = stage.warm()
    if problem is not None:
        raise SystemExit(problem)
    print(f"loading Checkov, once: {time.perf_counter() - started:.1f} s\n")
    print("| project | edit, p50 | edit, p95 | command, p50 | faster | processor time, faster |")
    print("| --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as scratch:
        for name, snapshot in projects(Path(scratch)):
            ours, theirs = measure(stage, checkov, snapshot, chosen.edits, chosen.commands)
            edit = statistics.median(ours.wall)
            command = statistics.median(theirs.wall)
            busy = statistics.median(theirs.processor) / statistics.median(ours.processor)
            slow = statistics.quantiles(ours.wall, n=20)[18]
            print(
                f"| {name} | {edit * 1000:.0f} ms | {slow * 1000:.0f} ms | {command:.1f} s "
                f"| {command / edit:.0f}x | {busy:.0f}x |"
            )
        stage.close()
        print("\n| plan | Rego policies | evaluation, p50 | p95 |")
        print("| --- | --- | --- | --- |")
        for row in rego_rows(projects(Path(tempfile.mkdtemp(dir=scratch))), chosen.edits):
            print(row)


def rego_rows(among: list[tuple[str, Snapshot]], evaluations: int) -> Iterator[str]:
    """How long all policies take on the plans of projects; what makes the plan is not counted.

    There is no row for `opa` beside it: no package of ours brings one to compare with.
    """
    terraform = Terraform()
    engine = RegoEngine(chosen_packs(Settings()))
    plan_stage = PlanStage(terraform)
    for name, snapshot in among:
        for folder, plan in plan_stage.plans(snapshot).items():
            judged = engine.judge(plan)
            times: list[float] = []
            for _ in range(evaluations):
                started = time.perf_counter()
                judged = engine.judge(plan)
                times.append((time.perf_counter() - started) * 1000)
            slow = statistics.quantiles(times, n=20)[18]
            yield (
                f"| {name} ({folder}) | {judged.evaluated} | {statistics.median(times):.1f} ms "
                f"| {slow:.1f} ms |"
            )
    engine.close()
    plan_stage.close()


def projects(scratch: Path) -> list[tuple[str, Snapshot]]:
    """Projects by name; each is on disk as well, for the command."""
    found: list[tuple[str, Snapshot]] = []
    for groups in (1, 30):
        folder = scratch / f"blocks-{groups * 10}"
        folder.mkdir()
        for number in range(groups):
            (folder / f"part{number}.tf").write_text(TEN_BLOCKS.format(n=number))
        found.append((f"{groups * 10} blocks", read_snapshot(folder)))
    found += [(name, read_snapshot(EXAMPLES / name)) for name in ("insecure-web", "gcp-cluster")]
    return found


def measure(
    stage: Checkov, checkov: CheckovEnvironment, snapshot: Snapshot, edits: int, commands: int
) -> tuple[Times, Times]:
    """The times of edits and of commands, in turns."""
    ours, theirs = Times(), Times()
    path = next(path for path in snapshot.files if path.endswith(".tf"))
    text = snapshot.files[path].text
    stage.run(snapshot, (), Cancellation())
    for turn in range(commands):
        busy = worker_seconds(stage)
        for edit in range(edits // commands):
            edited = snapshot.with_text(
                path, text + b'\nlocals {\n  edit = "%d-%d"\n}\n' % (turn, edit)
            )
            started = time.perf_counter()
            result = stage.run(edited, (), Cancellation())
            ours.wall.append(time.perf_counter() - started)
            assert result.findings, result.reason
        time.sleep(0.5)  # the last scan's process is still ending
        ours.processor.append((worker_seconds(stage) - busy) / (edits // commands))
        busy = resource.getrusage(resource.RUSAGE_CHILDREN)
        started = time.perf_counter()
        command = [*checkov.command, "-d", str(snapshot.root), "--framework", "terraform"]
        subprocess.run(
            [*command, "--compact", "--quiet", "--skip-download", "-o", "json"],
            capture_output=True,
            check=False,
        )
        theirs.wall.append(time.perf_counter() - started)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        theirs.processor.append(after.ru_utime + after.ru_stime - busy.ru_utime - busy.ru_stime)
    return ours, theirs


def worker_seconds(stage: Checkov) -> float:
    """Processor seconds of the worker and of the scans that it waited for."""
    fields = Path(f"/proc/{stage.worker_pid}/stat").read_text().rpartition(")")[2].split()
    return sum(int(fields[index]) for index in (11, 12, 13, 14)) / 100


if __name__ == "__main__":
    main()
