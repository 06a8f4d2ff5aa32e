"""The language server as an editor meets it: how soon it answers, and what it weighs.

    .venv/bin/python tests/benchmarks/bench_server.py [--starts 10] [--keystrokes 40]

Each row is measured from outside, over standard input and output, from a new process where it says
so. Processor seconds are given beside, as they depend less on what else runs on the machine.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "lsp"))

from lsp_editor import PULLING, PUSHED, Editor, codes, processes_below

BLOCK = """\
resource "aws_ebs_volume" "data_{number}" {{
  availability_zone = "eu-central-1a"
  size              = 10
  encrypted         = false
}}

"""
LINES = 1_000


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of all values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def row(what: str, seconds: Sequence[float], more: str = "") -> None:
    """Print one measured quantity."""
    print(
        f"{what:<52} p50 {statistics.median(seconds) * 1000:7.0f} ms"
        f"   p95 {percentile(seconds, 0.95) * 1000:7.0f} ms   {more}"
    )


def processor_seconds(pid: int) -> float:
    """What a process has used so far (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def megabytes(pid: int) -> float:
    """The memory of a process that it shares with none (Linux)."""
    fields = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    private = (line.split() for line in fields if line.startswith("Private"))
    return sum(int(size) for _, size, _ in private) / 1024


async def starts(root: Path, count: int) -> None:
    """From a new process to the answer of `initialize`, and to the first diagnostics."""
    hello: list[float] = []
    used: list[float] = []
    first: list[float] = []
    policy: list[float] = []
    for _ in range(count):
        editor = Editor(root, {"model": "off"})
        began = time.perf_counter()
        await editor.start(PUSHED)
        hello.append(time.perf_counter() - began)
        used.append(processor_seconds(editor.server_pid))
        editor.open("main.tf")
        await editor.sees("main.tf", lambda _: True)
        first.append(time.perf_counter() - began)
        await editor.sees("main.tf", lambda shown: "CKV_AWS_3" in codes(shown))
        policy.append(time.perf_counter() - began)
        await editor.stop()
    row("new process to `initialize`", hello, f"{statistics.median(used):.2f} s of processor")
    row("new process to first diagnostics", first)
    row("new process to first findings of the policy stage", policy)


async def keystrokes(root: Path, count: int) -> None:
    """From a keystroke to the findings of the stages that hear each of them."""
    editor = Editor(root, {"model": "off", "stages": ["syntax", "schema"]})
    await editor.start(PULLING)
    editor.open("main.tf")
    await editor.pull("main.tf")
    seconds: list[float] = []
    known, name = "size ", "size "
    for number in range(count):
        name, before = f"size{number} ", name  # never the same text twice, so nothing is cached
        began = time.perf_counter()
        editor.replace("main.tf", before, name)
        shown = await editor.pull("main.tf")
        seconds.append(time.perf_counter() - began)
        assert shown, f"`{name}` is not `{known}`, and nobody minds"
    row(f"keystroke to syntax and schema findings, {LINES} lines", seconds)
    print(f"{'memory of the server process':<52} {megabytes(editor.server_pid):.0f} MB")
    children = [megabytes(pid) for pid in processes_below(editor.server_pid)]
    print(f"{'memory of all its children':<52} {sum(children):.0f} MB in {len(children)}")
    await editor.stop()


async def measure(count: int, strokes: int) -> None:
    """All rows."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        root.joinpath("main.tf").write_text(BLOCK.format(number=0))
        await starts(root, count)
        blocks = LINES // BLOCK.count("\n")
        text = "".join(BLOCK.format(number=number) for number in range(blocks))
        root.joinpath("main.tf").write_text(text)
        await keystrokes(root, strokes)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--starts", type=int, default=10)
    parser.add_argument("--keystrokes", type=int, default=40)
    arguments = parser.parse_args()
    asyncio.run(measure(arguments.starts, arguments.keystrokes))


if __name__ == "__main__":
    main()
