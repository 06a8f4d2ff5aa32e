"""How to fine-tune: what a run is repeated with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

RATIO: Mapping[str, float] = {
    "gap": 0.34,
    "plain": 0.08,
    "described": 0.06,
    "generate": 0.26,
    "mutate": 0.16,
    "repair": 0.10,
}
"""Shares of examples by kind, unless a recipe says otherwise."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train; written beside the result.

    Attributes:
        method: "lora" trains an adapter on all linear layers, "full" every weight.
        rank: of the adapter.
        learning_rate: its highest; it rises over the first 3 % of steps, and falls over the last
            `decay` share of them.
        tokens: to train on.
        batch_tokens: of one step on one device, with padding.
        longest: tokens of one example.
        decay: share of steps over which the learning rate falls to nearly nothing.
        seed: of the mixture and of the adapter's first weights.
        ratio: shares of examples by kind.
    """

    method: str = "lora"
    rank: int = 32
    learning_rate: float = 2e-3
    tokens: int = 4_000_000
    batch_tokens: int = 1024
    longest: int = 768
    decay: float = 0.3
    seed: int = 0
    ratio: Mapping[str, float] = field(default_factory=lambda: dict(RATIO))
