"""How long the making of a data set took: one row for each run, renewed while it goes on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = "runs.jsonl"


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command.

    Attributes:
        step: which command: harvest, gen, mutate, repair.
        started: when, as seconds since 1970; what tells runs apart.
        seconds: how long it has run.
        workers: how many processes verified.
        attempts: configurations that were verified.
        instances: records that came of them.
        verifying: seconds that the verifications took, without waiting for their turn.
    """

    step: str
    started: float
    seconds: float
    workers: int
    attempts: int
    instances: int
    verifying: float


def note_run(folder: Path, run: Run) -> None:
    """Add a row; of the rows of one run the last one counts."""
    with (folder / FILE).open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(run)) + "\n")


def read_runs(folder: Path) -> Iterator[Run]:
    """The runs noted in a folder, each once."""
    path = folder / FILE
    if not path.exists():
        return
    found: dict[tuple[str, float], Run] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            run = Run(**json.loads(line))
        except ValueError:
            continue  # a line whose writer was killed
        found[run.step, run.started] = run
    yield from found.values()
