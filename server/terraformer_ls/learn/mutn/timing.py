"""How long a run takes and what comes of it, noted beside the data set while it goes on."""

from __future__ import annotations

import time
from pathlib import Path

from terraformer_ls.learn.runs import Run, note_run
from terraformer_ls.learn.verified import Verdict

_EVERY = 50


class Timing:
    """Counts what one run verifies and writes.

    Args:
        step: the command: mutate or repair.
        out: the folder of the data set.
        workers: how many verify at once.
    """

    def __init__(self, step: str, out: Path, workers: int) -> None:
        self._step, self._out, self._workers = step, out, workers
        self._began, self._started = time.time(), time.monotonic()
        self._attempts = self._instances = 0
        self._verifying = 0.0

    def verified(self, verdict: Verdict) -> None:
        """Count a verification."""
        self._verifying += verdict.milliseconds / 1000

    def attempted(self, written: bool) -> None:
        """Count a draft that was written or rejected."""
        self._attempts += 1
        self._instances += written
        if self._attempts % _EVERY == 0:
            self.note()

    def note(self) -> None:
        """Write down what there is so far."""
        note_run(
            self._out,
            Run(
                step=self._step,
                started=self._began,
                seconds=time.monotonic() - self._started,
                workers=self._workers,
                attempts=self._attempts,
                instances=self._instances,
                verifying=self._verifying,
            ),
        )
