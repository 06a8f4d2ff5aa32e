"""Whether a run goes well: its held-out measurements, and when they say to stop.

Rewards that are optimised get hacked, and small models collapse; either shows here first. Knows
neither the model nor the trainer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from terraformer_ls.learn.grpo.recipe import Limits


@dataclass(frozen=True, slots=True)
class Measurement:
    """How the model did on the held-out instances, answering greedily.

    Attributes:
        step: after which it was measured; 0 is the start.
        reward: mean.
        correct: share of answers that plan and do everything that was asked.
        length: mean tokens of an answer.
        divergence: nats per token from the model at the start, on its own answers.
        entropy: nats per token, there.
    """

    step: int
    reward: float
    correct: float
    length: float
    divergence: float
    entropy: float


def best_of(history: Sequence[Measurement]) -> Measurement:
    """The measurement with the highest reward, the first of equals; there must be one."""
    return max(history, key=lambda found: (found.reward, -found.step))


def reason_to_stop(history: Sequence[Measurement], limits: Limits) -> str | None:
    """Why to stop after these measurements, a clause to follow "stopped:"; None to go on."""
    if len(history) < 2:
        return None
    first, last = history[0], history[-1]
    if last.divergence > limits.divergence:
        return f"the model is {last.divergence:.2f} nats per token from its start"
    if last.length < limits.shortest * first.length:
        return f"answers shrank from {first.length:.0f} to {last.length:.0f} tokens"
    if last.length > limits.longest * first.length:
        return f"answers grew from {first.length:.0f} to {last.length:.0f} tokens"
    if last.entropy < limits.least_entropy * first.entropy:
        return f"entropy fell from {first.entropy:.3f} to {last.entropy:.3f} nats per token"
    best = best_of(history).reward
    recent = history[-limits.patience :]
    if len(recent) == limits.patience and all(
        found.reward < best - limits.margin for found in recent
    ):
        return f"held-out reward stays below its best of {best:.3f}"
    return None
