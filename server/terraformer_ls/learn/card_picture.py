"""The data card as a picture: difficulty, provider, operation and split."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from terraformer_ls.learn.card import Card

_PARTS = ("tf_gen", "tf_mutn", "repair")
_PANELS = ("difficulty", "provider", "operation", "split")
_MOST_BARS = 8


def draw_card(card: Card, path: Path) -> Path | None:
    """Write the picture; None where matplotlib is missing (the extra `[train]` has it)."""
    try:
        import matplotlib as mpl
    except ImportError:
        return None
    mpl.use("Agg")
    from matplotlib import pyplot

    parts = [name for name in _PARTS if card.get(name, {}).get("count")]
    if not parts:
        return None
    figure: Any
    axes: Any
    figure, axes = pyplot.subplots(  # pyright: ignore[reportUnknownMemberType]
        len(parts),
        len(_PANELS),
        figsize=(13, 2.6 * len(parts)),
        layout="constrained",
        squeeze=False,
    )
    for row, name in zip(axes, parts, strict=True):
        for panel, what in zip(row, _PANELS, strict=True):
            counts: dict[str, int] = card[name][what]
            shown = list(counts.items())[:_MOST_BARS]
            panel.barh([key for key, _ in shown][::-1], [count for _, count in shown][::-1])
            panel.set_title(f"{name}: {what}", fontsize="small")
            panel.tick_params(labelsize="x-small")
            panel.locator_params(axis="x", nbins=4)
            panel.xaxis.set_major_formatter("{x:,.0f}")
    figure.savefig(path, dpi=120)
    pyplot.close(figure)
    return path
