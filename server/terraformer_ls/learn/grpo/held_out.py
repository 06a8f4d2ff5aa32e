"""The watch over a run: held-out instances are asked every so often, and the best adapter kept."""

# torch, transformers and peft are typed in part only.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportMissingTypeStubs=false

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import torch
from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments

from terraformer_ls.learn.grpo.guide import Guide
from terraformer_ls.learn.grpo.journal import LOG, append, measurement_row, measurements
from terraformer_ls.learn.grpo.judge import Answer, judge
from terraformer_ls.learn.grpo.measure import divergence_and_entropy, trained_weights
from terraformer_ls.learn.grpo.questions import Asked
from terraformer_ls.learn.grpo.recipe import Limits, Recipe
from terraformer_ls.learn.grpo.rollouts import Sampler
from terraformer_ls.learn.grpo.watch import Measurement, best_of, reason_to_stop
from terraformer_ls.learn.verified import VerifierPool

Guides = Callable[[Asked], Guide]
"""Makes what one answer to a question is held to."""

_COMPARED = 8  # answers on which the divergence is taken: each costs two passes
_AT_ONCE = 12


def adapter_folder(run: Path, step: int) -> Path:
    """Where the adapter after a step is kept, if it was the best by then.

    All of them stay: a run that goes on from a checkpoint may have to fall back on an earlier one.
    """
    return run / "best" / f"step-{step}"


class HeldOut(TrainerCallback):
    """Measures before the first step and every few steps; ends a run that goes wrong.

    With several devices each measures all of it: what they decide must be the same.

    Attributes:
        stopped: why the run was ended early, None if it wasn't.
    """

    def __init__(
        self,
        asked: Sequence[Asked],
        tokenizer: Any,
        sampler: Sampler,
        verifiers: VerifierPool,
        run: Path,
        recipe: Recipe,
        limits: Limits,
        guides: Guides | None = None,
    ) -> None:
        self.stopped: str | None = None
        self._asked = asked
        self._tokenizer = tokenizer
        self._sampler = sampler
        self._verifiers = verifiers
        self._run = run
        self._recipe = recipe
        self._limits = limits
        self._guides = guides
        self._history = measurements(run)
        self._start: dict[str, torch.Tensor] = {}

    def on_train_begin(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **given: Any
    ) -> None:
        """Remember the start, and measure it unless an interrupted run has."""
        del args
        kept = self._run / "start.pt"
        if state.global_step:
            self._start = torch.load(kept, weights_only=True)
        else:
            self._start = trained_weights(given["model"])
            if state.is_world_process_zero:
                torch.save(self._start, kept)
        if not self._history:
            self._measure(given["model"], state)
        self._decide(control)

    def on_step_end(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **given: Any
    ) -> None:
        """Measure where it is due."""
        del args
        due = state.global_step % self._recipe.held_out_steps == 0
        if due or state.global_step == state.max_steps:
            self._measure(given["model"], state)
            self._decide(control)

    def _measure(self, network: Any, state: TrainerState) -> None:
        if not self._asked:
            return
        said: list[list[int]] = []
        self._sampler.refresh()
        for first in range(0, len(self._asked), _AT_ONCE):
            some = self._asked[first : first + _AT_ONCE]
            prompts = [each.prompt for each in some]
            guides = [self._guides(each) for each in some] if self._guides is not None else None
            said += self._sampler.answers(prompts, 1, self._recipe.longest_answer, 0, guides)
        texts = self._tokenizer.batch_decode(said, skip_special_tokens=True)
        end = self._tokenizer.eos_token_id
        parts = judge(
            self._verifiers,
            [
                Answer(each.instance, text, ids[-1] == end)
                for each, text, ids in zip(self._asked, texts, said, strict=True)
            ],
        )
        pairs = [(each.prompt, ids) for each, ids in zip(self._asked, said, strict=True)]
        divergence, entropy = divergence_and_entropy(network, self._start, pairs[:_COMPARED])
        measured = Measurement(
            step=state.global_step,
            reward=statistics.fmean(part.total for part in parts),
            correct=statistics.fmean(part.correct * (not part.trick) for part in parts),
            length=statistics.fmean(map(len, said)),
            divergence=divergence,
            entropy=entropy,
        )
        self._history.append(measured)
        if state.is_world_process_zero:
            append(self._run / LOG, [measurement_row(measured)])
            if best_of(self._history) is measured:
                folder = adapter_folder(self._run, state.global_step)
                network.save_pretrained(str(folder), selected_adapters=["default"])

    def _decide(self, control: TrainerControl) -> None:
        self.stopped = reason_to_stop(self._history, self._limits)
        if self.stopped is not None:
            control.should_training_stop = True
