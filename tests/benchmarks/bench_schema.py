"""The schema stage: findings after a keystroke, one type looked up, memory of all packs.

    .venv/bin/python tests/benchmarks/bench_schema.py [--keys 600]

The file is some 1,000 lines of the examples that generation learns from. A key is one character
typed somewhere in it, sound or not; time is the process's own, so that a busy machine counts less.
Wanted: keys p95 <= 30 ms, lookup < 1 ms, memory < 10 MB.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.hcl.positions import Span
from terraformer_ls.schema.model import BlockKind
from terraformer_ls.schema.packs import open_pack, shipped
from terraformer_ls.verify.stages.schema import SchemaStage
from terraformer_ls.workspace.snapshot import Snapshot

LIBRARY = Path(__file__).parents[2] / "server" / "terraformer_ls" / "propose" / "library"
LINES = 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=600)
    keys = parser.parse_args().keys
    before = private_memory()
    packs = [pack for p in shipped() if (pack := open_pack(p.source, p.version)) is not None]
    for pack in packs:
        for type_ in pack.types(BlockKind.RESOURCE)[:10]:
            pack.resource(type_)
    print(f"{len(packs)} packs open, 10 types of each read: {private_memory() - before:.1f} MB")
    report("lookup of each resource type, first time", [t for p in packs for t in lookups(p)])
    report("findings after a key", typing(keys))


def lookups(pack) -> list[float]:
    times: list[float] = []
    for type_ in pack.types(BlockKind.RESOURCE)[10:]:
        started = time.process_time()
        pack.resource(type_)
        times.append(time.process_time() - started)
    return times


def typing(keys: int) -> list[float]:
    text = long_file()
    stage, chance = SchemaStage(), random.Random(1)
    document = Document(text)
    snapshot = Snapshot(Path("/bench"), {"main.tf": document})
    stage.run(snapshot, (), Cancellation())
    times: list[float] = []
    while len(times) < keys:
        if len(times) % 12 == 0:
            document = Document(text)
        at = chance.randrange(len(document.text))
        for character in chance.choice(("zone_id", "google_", '"x"', "{ ", "aws_vpc.")):
            document = document.edited(TextEdit(Span(at, at), character))
            at += 1
            _ = document.tree
            snapshot = snapshot.with_document("main.tf", document)
            started = time.process_time()
            stage.run(snapshot, (), Cancellation())
            times.append(time.process_time() - started)
    return times


def long_file() -> bytes:
    """Examples one after the other, each under names of its own."""
    parts: list[str] = []
    for number, file in enumerate(sorted(LIBRARY.rglob("*.tf"))):
        parts.append(file.read_text(encoding="utf-8").replace('" "', f'" "x{number}_'))
        if sum(part.count("\n") for part in parts) >= LINES:
            break
    return "\n".join(parts).encode()


def private_memory() -> float:
    """Memory that is this process's alone, in MB (Linux)."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if "RssAnon" in line) / 1024


def report(what: str, times: list[float]) -> None:
    times.sort()
    at = {f"p{share}": times[int(len(times) * share / 100)] * 1000 for share in (50, 95, 99)}
    figures = ", ".join(f"{name} {value:.2f}" for name, value in at.items())
    print(f"{what} ({len(times)}): {figures}, max {times[-1] * 1000:.1f} ms")


if __name__ == "__main__":
    main()
