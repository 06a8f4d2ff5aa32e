"""A reinforcement run's log as a picture: reward, its parts, tricks, drift and length."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from terraformer_ls.learn.grpo.journal import LOG, rows
from terraformer_ls.learn.sft.curves import draw_panels

_PANELS: Mapping[str, Mapping[str, str]] = {
    "reward": {
        "sampled": "reward/total",
        "held out": "held_out/reward",
        "held out, correct": "held_out/correct",
    },
    "parts": {name: f"reward/{name}" for name in ("syntax", "schema", "plan", "policy", "intents")},
    "share of tricks": {"tricks": "trick/any"},
    "nats per token": {
        "divergence from the start": "held_out/divergence",
        "entropy, held out": "held_out/entropy",
        "entropy, sampled": "entropy",
    },
    "tokens": {"sampled": "completions/mean_length", "held out": "held_out/length"},
}


def draw_curves(run: Path) -> Path | None:
    """Write `curves.png` beside the run's `log.jsonl`; None where matplotlib is missing."""
    logged: list[dict[str, Any]] = list(rows(run / LOG))
    panels = {
        measured: {
            label: [(row["step"], row[name]) for row in logged if row.get(name) is not None]
            for label, name in curves.items()
        }
        for measured, curves in _PANELS.items()
    }
    shown = {measured: curves for measured, curves in panels.items() if any(curves.values())}
    return draw_panels(run / "curves.png", shown or panels, pale=("sampled",))
