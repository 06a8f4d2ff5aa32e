"""The figures of a run of `fim.py`, as values, JSON and Markdown."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from terraformer_ls.learn.benchmarks.fim import WAYS, Outcome
from terraformer_ls.learn.benchmarks.fim_probes import Kind
from terraformer_ls.learn.benchmarks.statistics import Estimate, estimate

MEANINGS = {
    "offered": "something was offered",
    "adds": "what was offered adds a finding of `syntax` or `schema` (a count)",
    "exact": "its first line is what stood there, whatever the spacing",
    "first_argument": "it begins with the argument that stood there (cursors before a name)",
    "similarity": "how alike it reads to what stood there (edits, 1 is equal)",
}


@dataclass(frozen=True, slots=True)
class Figures:
    """What one model did in one way; estimates are means with a 95 % interval over the cursors.

    `p50` and `p95` are seconds for a completion, what had to be read before apart.
    """

    count: int
    offered: Estimate | None
    adds: int
    exact: Estimate | None
    first_argument: Estimate | None
    similarity: Estimate | None
    p50: float
    p95: float


def figures(outcomes: Sequence[Outcome]) -> Figures:
    """The figures of one model in one way."""
    times = sorted(outcome.seconds for outcome in outcomes) or [0.0]
    named = [o.first_argument for o in outcomes if o.first_argument is not None]
    return Figures(
        count=len(outcomes),
        offered=estimate([float(bool(outcome.text)) for outcome in outcomes]),
        adds=sum(bool(outcome.adds) for outcome in outcomes),
        exact=estimate([float(outcome.exact) for outcome in outcomes]),
        first_argument=estimate([float(right) for right in named]),
        similarity=estimate([outcome.similarity for outcome in outcomes]),
        p50=statistics.median(times),
        p95=times[min(len(times) - 1, int(len(times) * 0.95))],
    )


def difference(
    first: Sequence[Outcome], second: Sequence[Outcome], value: Callable[[Outcome], float]
) -> Estimate | None:
    """How much more the second achieves than the first on the same cursors, pair by pair."""
    others = {outcome.probe: outcome for outcome in second}
    pairs = [(one, others[one.probe]) for one in first if one.probe in others]
    return estimate([value(two) - value(one) for one, two in pairs])


Results = Mapping[str, Mapping[str, Sequence[Outcome]]]
"""Outcomes by contestant and way."""


def as_json(results: Results, origins: Sequence[str], seed: int) -> dict[str, Any]:
    """Everything, with the figures of each kind of cursor."""
    return {
        "version": 1,
        "benchmark": "completions",
        "seed": seed,
        "sources": sorted(set(origins)),
        "measures": MEANINGS,
        "results": [
            {
                "model": name,
                "way": way,
                **asdict(figures(outcomes)),
                "kinds": {
                    str(kind): asdict(figures([o for o in outcomes if o.kind is kind]))
                    for kind in Kind
                },
            }
            for name, ways in results.items()
            for way, outcomes in ways.items()
        ],
        "differences": [
            {"from": first, "to": second, "exact": asdict(found)}
            for first, second, found in _differences(results)
        ],
    }


def as_markdown(results: Results) -> str:
    """A table with a row for each model and way, and the paired differences below."""
    lines = [
        "| model | way | cursors | offered | adds a finding | exact line | first argument "
        "| similarity | p50 | p95 |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, ways in results.items():
        for way, outcomes in ways.items():
            found = figures(outcomes)
            cells = (
                *(name, way, str(found.count), _percent(found.offered), str(found.adds)),
                *(_percent(found.exact), _percent(found.first_argument)),
                *(_percent(found.similarity), f"{found.p50 * 1000:.0f} ms"),
                f"{found.p95 * 1000:.0f} ms",
            )
            lines.append(f"| {' | '.join(cells)} |")
    differences = list(_differences(results))
    if differences:
        lines += ["", "| exact line | difference, pair by pair |", "| --- | ---: |"]
        lines += [f"| {one} → {two} | {_percent(found)} |" for one, two, found in differences]
    used = dict.fromkeys(way for ways in results.values() for way in ways)
    lines += ["", *(f"- **{way}**: {WAYS[way].meaning}" for way in used)]
    return "\n".join(lines) + "\n"


def _differences(results: Results) -> list[tuple[str, str, Estimate]]:
    """Of each two rows that differ in one thing: the way, or the model."""
    rows = [(name, way, found) for name, ways in results.items() for way, found in ways.items()]
    compared: list[tuple[str, str, Estimate]] = []
    for number, (name, way, outcomes) in enumerate(rows):
        for other_name, other_way, others in rows[number + 1 :]:
            if (name == other_name) != (way == other_way):
                found = difference(outcomes, others, lambda outcome: float(outcome.exact))
                if found is not None:
                    pair = f"{name} {way}", f"{other_name} {other_way}"
                    compared.append((*pair, found))
    return compared


def _percent(found: Estimate | None) -> str:
    if found is None:
        return "-"
    return f"{found.mean:.1%} [{found.low:.1%}, {found.high:.1%}]"
