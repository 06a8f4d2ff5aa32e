"""What the language server weighs: with its model, on a large workspace, after a day of typing.

    .venv/bin/python tests/benchmarks/bench_memory.py [--modules 2000] [--keys 10000]

Linux only. A process's memory is its proportional share (PSS): what several processes share, such
as the model's weights, is counted once. The day of typing is played without its pauses for thought:
every forty keys somebody looks at what was typed, so the slow stages run and ghost text is asked
for.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "lsp"))

from lsp_editor import PULLING, Editor, codes, processes_below
from lsprotocol import types

BLOCK = """\
resource "aws_ebs_volume" "data_{number}" {{
  availability_zone = "eu-central-1a"
  size              = 10
}}

"""
LINE = '  kms_key_id        = "arn:aws:kms:eu-central-1:123456789012:key/b8d0"\n'
KEYS_A_LOOK = 40
LOOK = 0.6
"""Seconds that somebody looks: time for validate, plan and policies."""

WARM_UP = 0.2
"""The share of the day after which nothing should grow any more."""


def weight(pid: int) -> float:
    """The proportional share of memory of a process, in MB; 0 if it has ended."""
    try:
        fields = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in fields if line.startswith("Pss:")) / 1024


def open_files(pid: int) -> int:
    """How many files, pipes and sockets a process holds."""
    try:
        return sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())
    except OSError:
        return 0


class Scales:
    """Weighs a server and all that it started."""

    def __init__(self, pid: int) -> None:
        self._pid = pid

    def __str__(self) -> str:
        below = processes_below(self._pid)
        own = weight(self._pid)
        files = open_files(self._pid) + sum(map(open_files, below))
        return (
            f"server {own:4.0f} MB, whole tree {own + sum(map(weight, below)):5.0f} MB,"
            f" {len(below)} processes below, {files} open files and sockets"
        )


async def ghost_text(editor: Editor, at: types.Position) -> None:
    """Ask for ghost text as a pause in typing does."""
    await editor.client.text_document_inline_completion_async(
        editor.inline("main.tf", at, types.InlineCompletionTriggerKind.Automatic)
    )


async def workspace(root: Path, modules: int) -> None:
    """A workspace of many modules is opened, and one of its files."""
    for number in range(modules):
        folder = root / f"module_{number:04}"
        folder.mkdir()
        text = "".join(BLOCK.format(number=block) for block in range(5))
        folder.joinpath("main.tf").write_text(text)
    editor = Editor(root, {"model": "off"})
    began = time.perf_counter()
    await editor.start(PULLING)
    name = "module_0000/main.tf"
    editor.open(name)
    await editor.pull(name)
    usable = time.perf_counter() - began
    began = time.perf_counter()
    editor.replace(name, "size ", "sise ")
    await editor.sees(name, codes)
    key = time.perf_counter() - began
    await editor.sees(name, lambda shown: any(code.startswith("CKV") for code in codes(shown)))
    print(f"workspace of {modules} modules: first findings after {usable:.2f} s,")
    print(f"  a key's after {key:.2f} s; {Scales(editor.server_pid)}")
    await editor.stop()


async def day_of_typing(root: Path, keys: int) -> None:
    """Arguments are typed key by key and taken out again, until all keys are typed."""
    text = "".join(BLOCK.format(number=block) for block in range(20))
    root.joinpath("main.tf").write_text(text)
    editor = Editor(root)
    await editor.start(PULLING)
    editor.open("main.tf")
    await ghost_text(editor, types.Position(3, 0))
    scales = Scales(editor.server_pid)
    print(f"with the model loaded: {scales}")
    began = time.perf_counter()
    typed = 0
    block = 0
    while typed < keys:
        line = 5 * block + 3
        for column, letter in enumerate(LINE):
            here = types.Position(line, column)
            editor.edit("main.tf", [types.TextEdit(types.Range(here, here), letter)])
            await editor.pull("main.tf")
            typed += 1
            if typed % KEYS_A_LOOK == 0:
                await ghost_text(editor, types.Position(line, column + 1))
                await asyncio.sleep(LOOK)
            if typed in (int(keys * WARM_UP), keys // 2):
                print(f"after {typed:6} keys: {scales}", flush=True)
        whole = types.Range(types.Position(line, 0), types.Position(line + 1, 0))
        editor.edit("main.tf", [types.TextEdit(whole, "")])
        block = (block + 7) % 20
    minutes = (time.perf_counter() - began) / 60
    print(f"after {typed:6} keys: {scales} ({minutes:.1f} minutes)")
    below = processes_below(editor.server_pid)
    await editor.stop()
    await asyncio.sleep(2)
    left = [pid for pid in below if weight(pid)]
    print(f"processes left after the server has ended: {len(left)}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--modules", type=int, default=2_000)
    parser.add_argument("--keys", type=int, default=10_000)
    arguments = parser.parse_args()
    if not Path("/proc/self/smaps_rollup").exists():
        print("not measured: this system does not say what processes share")
        return
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(workspace(Path(folder), arguments.modules))
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(day_of_typing(Path(folder), arguments.keys))


if __name__ == "__main__":
    main()
