"""Renew the lock files from `pyproject.toml`.

One resolution holds for Linux and macOS and for every Python from 3.11. The packages that a CUDA
build of torch brings are left out: torch pins them itself, and its CPU build has none.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
HEADER = "# Made by `make lock` from pyproject.toml; do not edit.\n"
NOT_OURS = re.compile(r"nvidia-|cuda-|triton\b|terraformer-ls|-")


def lock(extras: list[str]) -> str:
    """The pinned requirements of the core and the given extras."""
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal"]
    command += ["--python-version", "3.11", "--no-annotate", "--no-header", "pyproject.toml"]
    for extra in extras:
        command += ["--extra", extra]
    resolved = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    lines = [line for line in resolved.splitlines() if line and not NOT_OURS.match(line)]
    return HEADER + "\n".join(lines) + "\n"


(ROOT / "requirements.lock").write_text(lock([]))
(ROOT / "requirements-dev.lock").write_text(lock(["dev"]))
