"""Ghost text as a user waits for it: the model, the schema's constraint and the verification.

    .venv/bin/python tests/benchmarks/bench_ghost_text.py [--keys 40]

A file of some 1,000 tokens was read before; then arguments are typed key by key at its end, and at
each key a completion is looked for. Recipes are left out: they take milliseconds. Run it alone:
the model's threads share the processors with whatever else runs.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from pathlib import Path

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.engine import Engine
from terraformer_ls.hcl.document import Document
from terraformer_ls.propose.complete import Manner, complete, read_ahead
from terraformer_ls.settings import Settings
from terraformer_ls.workspace.snapshot import Snapshot

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
CHARACTERS = 3260  # about 1,000 tokens of HCL
HEADER = '\nresource "aws_sqs_queue" "bench" {\n'
TYPED = (
    '  name                       = "bench"\n  visibility_timeout_seconds = 30\n'
    '  tags = {\n    Name = "bench"\n  }\n'
)


def main() -> None:
    """Measure and print one table."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--keys", type=int, default=40, help="keys typed")
    keys = min(arguments.parse_args().keys, len(TYPED))

    for way, constrained in (("with the constraint", True), ("without it", False)):
        engine = Engine(Settings())
        manner = Manner(recipes=False, constrained=constrained)
        before = source() + HEADER
        read_ahead(engine, snapshot(before), "main.tf", len(before.encode()), Cancellation())
        times: list[float] = []
        shown = 0
        for number in range(keys):
            before += TYPED[number]
            files, offset = snapshot(before), len(before.encode())
            start = time.perf_counter()
            shown += bool(complete(engine, files, "main.tf", offset, manner))
            times.append((time.perf_counter() - start) * 1000)
        engine.close()
        times.sort()
        p95 = times[min(len(times) - 1, int(len(times) * 0.95))]
        median = statistics.median(times)
        print(f"a key, {way:20} {median:8.0f} ms   p95 {p95:6.0f} ms   shown {shown} of {keys}")
    print(f"load average                {os.getloadavg()[0]:8.1f}")


def source() -> str:
    """Real HCL of whole blocks, about as long as a model reads."""
    files = (file.read_text() for file in sorted(EXAMPLES.rglob("*.tf")))
    return "\n".join(files)[:CHARACTERS].rpartition("\n}\n")[0] + "\n}\n"


def snapshot(before: str) -> Snapshot:
    """The file while it is typed, its last block closed below the cursor."""
    return Snapshot(Path("/bench"), {"main.tf": Document(f"{before}\n}}\n".encode())})


if __name__ == "__main__":
    main()
