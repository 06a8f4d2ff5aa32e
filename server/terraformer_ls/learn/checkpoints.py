"""Which checkpoint a run that was stopped goes on from."""

from __future__ import annotations

from pathlib import Path

_WRITTEN_LAST = "trainer_state.json"


def last_checkpoint(out: Path) -> str | None:
    """The newest checkpoint in a run's folder that was saved whole, None if there is none.

    A run that is killed while it saves leaves half of one.
    """
    whole = [folder for folder in out.glob("checkpoint-*") if (folder / _WRITTEN_LAST).is_file()]
    return str(max(whole, key=_step)) if whole else None


def _step(checkpoint: Path) -> int:
    return int(checkpoint.name.rpartition("-")[2])
