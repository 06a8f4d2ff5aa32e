"""A run's log as a picture: loss per task over steps, and panels of curves for any run."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Curves = Mapping[str, Sequence[tuple[float, float]]]
"""Points, step and value, by what the curve is called."""


def draw_curves(run: Path) -> Path | None:
    """Write `curves.png` beside a fine-tuning run's log; None where matplotlib is missing."""
    rows = [json.loads(line) for line in (run / "log.jsonl").read_text("utf-8").splitlines()]
    names = sorted(
        {
            name
            for row in rows
            for name in row
            if name == "loss" or (name.startswith("eval_") and name.endswith("_loss"))
        }
    )
    curves: dict[str, list[tuple[float, float]]] = {}
    for name in names:
        label = name.removeprefix("eval_").removesuffix("_loss")
        label = "training" if name == "loss" else f"validation: {label}"
        curves[label] = [(row["step"], row[name]) for row in rows if name in row]
    return draw_panels(run / "curves.png", {"loss": curves}, pale=("training",))


def draw_panels(
    picture: Path, panels: Mapping[str, Curves], *, pale: Sequence[str] = ()
) -> Path | None:
    """Draw curves over steps, panels above each other; None where matplotlib is missing.

    Args:
        picture: the file to write.
        panels: curves by what their panel measures.
        pale: which curves are only a background for the others.
    """
    try:
        import matplotlib as mpl
    except ImportError:
        return None
    mpl.use("Agg")
    from matplotlib import pyplot

    figure: Any
    grid: Any
    figure, grid = pyplot.subplots(  # pyright: ignore[reportUnknownMemberType]
        len(panels),
        figsize=(8, 1.5 + 3 * len(panels)),
        layout="constrained",
        squeeze=False,
        sharex=True,
    )
    for axes, (measured, curves) in zip(grid[:, 0], panels.items(), strict=True):
        for label, points in curves.items():
            if points:
                alpha = 0.35 if label in pale else 1.0
                axes.plot(*zip(*points, strict=True), label=label, alpha=alpha)
        axes.set_ylabel(measured)
        axes.legend(fontsize="small")
        axes.grid(alpha=0.3)
    grid[-1, 0].set_xlabel("step")
    figure.savefig(picture, dpi=120)
    pyplot.close(figure)
    return picture
