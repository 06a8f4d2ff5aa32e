"""A run's log and its checkpoints, for every way to train."""

# transformers is typed in part only.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportMissingTypeStubs=false

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments


class Progress(TrainerCallback):
    """Checkpoints by the clock, and a line in the log per logged step."""

    def __init__(self, out: Path, save_minutes: float) -> None:
        self._log = out / "log.jsonl"
        self._seconds = 60 * save_minutes
        self._saved = time.monotonic()

    def on_log(
        self,
        args: TrainingArguments,
        state: TrainerState,
        control: TrainerControl,
        **given: Any,
    ) -> None:
        """Write what was logged as a line of `log.jsonl`."""
        del args, control
        if not state.is_world_process_zero:
            return
        row = {"step": state.global_step, "time": round(time.time()), **given.get("logs", {})}
        with self._log.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")

    def on_step_end(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **given: Any
    ) -> None:
        """Ask for a checkpoint when the last one is old enough."""
        del args, state, given
        if time.monotonic() - self._saved > self._seconds:
            self._saved = time.monotonic()
            control.should_save = True
