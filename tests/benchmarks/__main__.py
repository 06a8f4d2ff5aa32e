"""Runs every benchmark, one after the other, so that none slows another down.

.venv/bin/python -m tests.benchmarks [NAME...]        model, policy, server, terraform, ...
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main(names: list[str]) -> int:
    """The number of benchmarks that failed."""
    files = {file.stem.removeprefix("bench_"): file for file in sorted(HERE.glob("bench_*.py"))}
    if unknown := set(names) - set(files):
        print(f"no benchmark is called {', '.join(sorted(unknown))}; there are {', '.join(files)}")
        return 1
    failed = 0
    for name in names or files:
        print(f"\n{name}\n{'=' * len(name)}", flush=True)
        failed += subprocess.run([sys.executable, files[name]], check=False).returncode != 0
    return failed


sys.exit(main(sys.argv[1:]))
