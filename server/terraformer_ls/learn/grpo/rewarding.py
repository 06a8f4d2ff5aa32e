"""The reward as trl's trainer calls it: rewards go out, their parts are written down."""

# accelerate is typed in part only.
# pyright: reportUnknownVariableType=false, reportMissingTypeStubs=false

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from accelerate.utils import gather_object

from terraformer_ls.learn.grpo.curriculum import Curriculum
from terraformer_ls.learn.grpo.journal import REWARDS, append, reward_row
from terraformer_ls.learn.grpo.judge import Answer, judge
from terraformer_ls.learn.grpo.questions import Asked
from terraformer_ls.learn.grpo.recipe import Recipe
from terraformer_ls.learn.reward import NUMBERS
from terraformer_ls.learn.verified import VerifierPool


class Rewarding:
    """Rewards of a batch of completions.

    Every completion becomes a line of `rewards.jsonl` with all parts of its reward; their means,
    and the share of answers that play each trick, go into the trainer's log, of those that the
    model wrote itself.
    """

    # What trl calls it in its log.
    __name__ = "verifier"

    def __init__(
        self,
        asked: Sequence[Asked],
        curriculum: Curriculum,
        verifiers: VerifierPool,
        run: Path,
        end: int,
        recipe: Recipe,
    ) -> None:
        self._asked = asked
        self._curriculum = curriculum
        self._verifiers = verifiers
        self._run = run
        self._end = end
        self._recipe = recipe

    def __call__(
        self,
        *,
        completions: list[list[dict[str, str]]],
        completion_ids: list[list[int]],
        index: list[int],
        trainer_state: Any,
        log_metric: Callable[[str, float], None],
        **_: object,
    ) -> list[float | None]:
        """The reward of each completion, from 0 to 1."""
        answers = [
            Answer(self._asked[number].instance, said[0]["content"], ids[-1] == self._end)
            for number, said, ids in zip(index, completions, completion_ids, strict=True)
        ]
        parts = judge(self._verifiers, answers)
        step = trainer_state.global_step + 1
        recipe = self._recipe
        is_own = [n % recipe.completions < recipe.sampled for n in range(len(parts))]
        rows = [
            reward_row(step, number, answer, len(ids), part, own=by_model)
            for number, answer, ids, part, by_model in zip(
                index, answers, completion_ids, parts, is_own, strict=True
            )
        ]
        # On several devices each needs to know what all of them saw.
        everywhere: list[dict[str, Any]] = gather_object(rows)
        groups = groupby(everywhere, key=lambda row: row["index"])
        for number, group in groups:
            self._curriculum.saw(number, [row["total"] for row in group])
        if trainer_state.is_world_process_zero:
            append(self._run / REWARDS, everywhere)
        own = [part for part, by_model in zip(parts, is_own, strict=True) if by_model]
        for name in NUMBERS:
            log_metric(f"reward/{name}", statistics.fmean(getattr(part, name) for part in own))
        played = Counter(part.trick for part in own if part.trick)
        log_metric("trick/any", played.total() / len(own))
        for name, times in played.items():
            log_metric(f"trick/{name}", times / len(own))
        return [part.total for part in parts]
