"""A run's log as a picture: loss per task and learning rate over steps."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def draw_curves(run: Path) -> Path | None:
    """Write `curves.png` beside the run's `log.jsonl`; None where matplotlib is missing."""
    try:
        import matplotlib as mpl
    except ImportError:
        return None
    mpl.use("Agg")
    from matplotlib import pyplot

    rows = [json.loads(line) for line in (run / "log.jsonl").read_text("utf-8").splitlines()]
    names = sorted(
        {name for row in rows for name in row if name == "loss" or name.endswith("_loss")}
    )
    figure: Any
    axes: Any
    figure, axes = pyplot.subplots(figsize=(8, 4.5), layout="constrained")  # pyright: ignore[reportUnknownMemberType]
    for name in names:
        points = [(row["step"], row[name]) for row in rows if name in row]
        label = name.removeprefix("eval_").removesuffix("_loss")
        label = "training" if name == "loss" else f"validation: {label}"
        axes.plot(*zip(*points, strict=True), label=label, alpha=0.35 if name == "loss" else 1.0)
    axes.set_xlabel("step")
    axes.set_ylabel("loss")
    axes.legend(fontsize="small")
    axes.grid(alpha=0.3)
    picture = run / "curves.png"
    figure.savefig(picture, dpi=120)
    pyplot.close(figure)
    return picture
