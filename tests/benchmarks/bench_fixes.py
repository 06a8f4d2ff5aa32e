"""How long a verified fix takes, for each of the most frequent findings, warm.

    .venv/bin/python tests/benchmarks/bench_fixes.py [--slowest 10] [--asked 40]

Warm means: the engine has verified the module, as in an editor that shows the finding. Every fix is
asked for in a text that nobody has seen before, so no verdict on a candidate comes from a cache.
"""

from __future__ import annotations

import argparse
import csv
import os
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from terraformer_ls.engine import Engine
from terraformer_ls.hcl.document import Document
from terraformer_ls.propose.fix import AskModel, propose_fixes
from terraformer_ls.settings import Settings
from terraformer_ls.workspace.snapshot import Snapshot

PROPOSE = Path(__file__).parents[1] / "propose"
sys.path.insert(0, str(PROPOSE))

from fix_cases import case, fixable  # noqa: E402  (tests are no package)


def main(slowest: int, asked: int) -> None:
    """Prints the times of all fixes, the slowest ones by name; then those of the model."""
    rows = list(csv.DictReader((PROPOSE / "frequent_findings.csv").open()))
    frequent = {(row["resource_type"], row["rule"]) for row in rows if not row["why_no_fix"]}
    wanted = [
        (name, address, rule)
        for name, address, rule in fixable()
        if (address.rpartition(".")[0], rule) in frequent
    ]
    print(f"recipes, for {len(frequent)} rules")
    measure(wanted, Settings(model="off"), AskModel.NEVER, 0.5, slowest)
    print("\nthe model beside recipes")
    every = max(1, len(wanted) // asked)
    measure(wanted[::every][:asked], Settings(), AskModel.BESIDE_RECIPES, 5.0, slowest)
    print(f"\nothers waiting for a processor (load): {os.getloadavg()[0]:.1f}")


def measure(
    wanted: Sequence[tuple[str, str, str]],
    settings: Settings,
    ask_model: AskModel,
    target: float,
    slowest: int,
) -> None:
    """Print how long the fixes of some findings took, each a case's name, an address and a rule."""
    engine = Engine(settings)
    times: list[tuple[float, str]] = []
    missed: list[str] = []
    offered = 0
    for number, (name, address, rule) in enumerate(wanted):
        text = case(name).files["main.tf"].text + f"# {number}\n".encode()
        snapshot = Snapshot(Path("/module"), {"main.tf": Document(text)})
        report = engine.verify(snapshot)
        finding = next(f for f in report.findings if (f.rule, f.address) == (rule, address))
        started = time.perf_counter()
        proposals = propose_fixes(engine, snapshot, finding, report=report, ask_model=ask_model)
        times.append((time.perf_counter() - started, f"{rule} {address} in {name}"))
        offered += len(proposals)
        if not proposals:
            missed.append(times[-1][1])
    engine.close()
    seconds = sorted(took for took, _ in times)
    print(f"{offered} fixes for {len(seconds)} findings; without one: {missed or 'none'}")
    print(
        f"seconds: p50 {statistics.median(seconds):.2f}, "
        f"p95 {seconds[int(len(seconds) * 0.95)]:.2f}, max {seconds[-1]:.2f}; "
        f"above {target}: {sum(took > target for took in seconds)}"
    )
    for took, what in sorted(times, reverse=True)[:slowest]:
        print(f"  {took:.2f}  {what}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--slowest", type=int, default=10)
    parser.add_argument("--asked", type=int, default=40, help="findings that the model is asked")
    arguments = parser.parse_args()
    main(arguments.slowest, arguments.asked)
