"""How long a verified fix takes, for each of the most frequent findings, warm.

    .venv/bin/python tests/benchmarks/bench_fixes.py [--slowest 10]

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
from pathlib import Path

from terraformer_ls.engine import Engine
from terraformer_ls.hcl.document import Document
from terraformer_ls.propose.fix import AskModel, propose_fixes
from terraformer_ls.settings import Settings
from terraformer_ls.workspace.snapshot import Snapshot

PROPOSE = Path(__file__).parents[1] / "propose"
sys.path.insert(0, str(PROPOSE))

from fix_cases import case, fixable  # noqa: E402  (tests are no package)


def main(slowest: int) -> None:
    """Prints the times of all fixes, the slowest ones by name."""
    rows = list(csv.DictReader((PROPOSE / "frequent_findings.csv").open()))
    frequent = {(row["resource_type"], row["rule"]) for row in rows if not row["why_no_fix"]}
    engine = Engine(Settings(model="off"))
    times: list[tuple[float, str]] = []
    missed: list[str] = []
    for number, (name, address, rule) in enumerate(fixable()):
        if (address.rpartition(".")[0], rule) not in frequent:
            continue
        text = case(name).files["main.tf"].text + f"# {number}\n".encode()
        snapshot = Snapshot(Path("/module"), {"main.tf": Document(text)})
        report = engine.verify(snapshot)
        finding = next(f for f in report.findings if (f.rule, f.address) == (rule, address))
        started = time.perf_counter()
        proposals = propose_fixes(
            engine, snapshot, finding, report=report, ask_model=AskModel.NEVER
        )
        times.append((time.perf_counter() - started, f"{rule} {address} in {name}"))
        if not proposals:
            missed.append(times[-1][1])
    engine.close()
    seconds = sorted(took for took, _ in times)
    print(f"{len(seconds)} fixes of {len(frequent)} rules; without one: {missed or 'none'}")
    print(
        f"seconds: p50 {statistics.median(seconds):.2f}, "
        f"p95 {seconds[int(len(seconds) * 0.95)]:.2f}, max {seconds[-1]:.2f}; "
        f"above 0.5: {sum(took > 0.5 for took in seconds)}"
    )
    print(f"others waiting for a processor (load): {os.getloadavg()[0]:.1f}")
    for took, what in sorted(times, reverse=True)[:slowest]:
        print(f"  {took:.2f}  {what}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--slowest", type=int, default=10)
    main(parser.parse_args().slowest)
