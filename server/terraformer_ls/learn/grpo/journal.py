"""What a run wrote down, line by line, so that it can go on: `log.jsonl` and `rewards.jsonl`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from terraformer_ls.learn.grpo.judge import Answer
from terraformer_ls.learn.grpo.watch import Measurement
from terraformer_ls.learn.reward import RewardParts

LOG, REWARDS = "log.jsonl", "rewards.jsonl"
_HELD_OUT = "held_out/"


def forget_after(run: Path, step: int) -> None:
    """Take out what was written about steps after `step`, which will be done again."""
    for name in (LOG, REWARDS):
        path = run / name
        if path.is_file():
            kept = [row for row in rows(path) if row["step"] <= step]
            path.write_text("".join(json.dumps(row) + "\n" for row in kept), "utf-8")


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a file, up to where its writer got; none where there is no file."""
    if not path.is_file():
        return
    for line in path.read_text("utf-8").splitlines():
        try:
            yield json.loads(line)
        except ValueError:
            return


def append(path: Path, written: Sequence[Mapping[str, object]]) -> None:
    """Add rows to a file."""
    with path.open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in written)


def reward_row(
    step: int, index: int, answer: Answer, tokens: int, parts: RewardParts, *, own: bool
) -> dict[str, object]:
    """An answer with all parts of its reward; `own` if the model wrote it."""
    return {
        "step": step,
        "index": index,
        "key": answer.instance.key,
        "task": str(answer.instance.task),
        "operation": answer.instance.operation,
        "tokens": tokens,
        "own": own,
        **{name: _short(value) for name, value in asdict(parts).items()},
        "said": answer.said,
    }


def measurement_row(measured: Measurement) -> dict[str, object]:
    """A measurement as a row of the log."""
    found = asdict(measured)
    step = found.pop("step")
    return {"step": step, **{_HELD_OUT + name: _short(value) for name, value in found.items()}}


def measurements(run: Path) -> list[Measurement]:
    """The measurements in a run's log, in order."""
    names = [field.name for field in fields(Measurement) if field.name != "step"]
    return [
        Measurement(row["step"], **{name: row[_HELD_OUT + name] for name in names})
        for row in rows(run / LOG)
        if _HELD_OUT + "reward" in row
    ]


def _short(value: object) -> object:
    return round(value, 5) if isinstance(value, float) else value
