"""Means with the uncertainty that comes from which questions were asked.

Intervals are bootstrap percentiles: the questions are drawn anew, with replacement, and the middle
95 % of the means is the interval. Two models are compared on the same questions, pair by pair,
which leaves out how hard each question is.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

RESAMPLES = 1_000
_TAIL = 0.025


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over `count` questions and its 95 % interval."""

    mean: float
    low: float
    high: float
    count: int

    @property
    def excludes_zero(self) -> bool:
        """Whether the whole interval lies on one side of 0."""
        return self.low > 0 or self.high < 0


def estimate(values: Sequence[float], seed: int = 0) -> Estimate | None:
    """The mean of one value a question; None where there is none."""
    if not values:
        return None
    draw = random.Random(seed)
    means = sorted(fmean(draw.choices(values, k=len(values))) for _ in range(RESAMPLES))
    low, high = (means[round(share * (RESAMPLES - 1))] for share in (_TAIL, 1 - _TAIL))
    return Estimate(fmean(values), low, high, len(values))


def pass_at(k: int, samples: int, passed: int) -> float:
    """The chance that at least one of `k` answers passes, of `samples` of which `passed` did.

    The unbiased estimator of Chen et al. 2021 (arXiv 2107.03374): 1 - C(n-c, k) / C(n, k).

    Raises:
        ValueError: fewer answers than `k` were drawn.
    """
    if not 0 < k <= samples:
        raise ValueError(f"pass@{k} needs at least {k} answers a question, and there are {samples}")
    return 1.0 - math.comb(samples - passed, k) / math.comb(samples, k)
