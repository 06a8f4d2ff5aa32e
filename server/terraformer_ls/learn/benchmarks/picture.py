"""A table as a picture: a bar a contestant and measure, with its interval. Needs matplotlib."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from terraformer_ls.learn.benchmarks.table import Table


class NoMatplotlib(RuntimeError):
    """Pictures need an extra; the message says how to get it."""


def draw(table: Table, path: Path) -> None:
    """Write the picture; the ending of `path` says in which format.

    Raises:
        NoMatplotlib: it is not installed.
    """
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure
    except ImportError as error:
        raise NoMatplotlib(
            "a picture needs matplotlib: pip install 'terraformer-ls[train]'"
        ) from error
    mpl.use("agg")
    measures = [
        name for name in table.measures if any(name in column.measures for column in table.columns)
    ]
    width = 0.8 / max(len(table.columns), 1)
    figure: Any = Figure(figsize=(max(6.0, 1.1 * len(measures)), 4.0), layout="constrained")
    axes: Any = figure.add_subplot()
    for number, column in enumerate(table.columns):
        found = [column.measures.get(name) for name in measures]
        means = [100 * each.mean if each is not None else 0.0 for each in found]
        below = [100 * (each.mean - each.low) if each is not None else 0.0 for each in found]
        above = [100 * (each.high - each.mean) if each is not None else 0.0 for each in found]
        places = [place + (number + 0.5) * width - 0.4 for place in range(len(measures))]
        axes.bar(
            places,
            means,
            width,
            label=column.name,
            yerr=[[max(value, 0.0) for value in below], [max(value, 0.0) for value in above]],
            capsize=2,
            error_kw={"linewidth": 0.8},
        )
    axes.set_xticks(range(len(measures)), measures, rotation=30, ha="right")
    axes.set_ylim(0, 105)
    axes.set_ylabel("per cent")
    axes.set_title(f"{table.benchmark}, {table.questions} questions")
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False)
    figure.savefig(path, dpi=150)
