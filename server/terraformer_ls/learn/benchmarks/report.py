"""A table for people (Markdown) and for programs (JSON)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

from terraformer_ls.learn.benchmarks.statistics import Estimate
from terraformer_ls.learn.benchmarks.table import Table


def as_markdown(table: Table) -> str:
    """The figures in per cent with 95 % intervals."""
    return "\n".join(_lines(table)) + "\n"


def as_json(table: Table) -> dict[str, object]:
    """Everything, as values of JSON."""
    return {
        "benchmark": table.benchmark,
        "questions": table.questions,
        "measures": dict(table.measures),
        "models": {
            column.name: {
                "answered": column.answered,
                "problems": column.problems,
                "unverified": column.unverified,
                "seconds": round(column.seconds, 3),
                "passed": dict(column.passed),
                "measures": _estimates(column.measures),
                "groups": _estimates(column.groups),
            }
            for column in table.columns
        },
        "differences": [
            {"model": later, "less": earlier, **asdict(found), "excludes_zero": found.excludes_zero}
            for (later, earlier), found in table.differences.items()
        ],
        "reachable": _estimates(table.reachable),
    }


def _lines(table: Table) -> Iterator[str]:
    main = next(iter(table.measures))
    names = [column.name for column in table.columns]
    yield f"## {table.benchmark}: {table.questions} questions"
    yield ""
    yield from _rows(
        ["measure", *names],
        [
            [measure, *(_shown(column.measures.get(measure)) for column in table.columns)]
            for measure in table.measures
        ]
        + [["answered", *(str(column.answered) for column in table.columns)]]
        + [["seconds an answer", *(f"{column.seconds:.1f}" for column in table.columns)]],
    )
    yield ""
    groups = list(dict.fromkeys(group for column in table.columns for group in column.groups))
    if len(groups) > 1:
        yield from _rows(
            [main, *names],
            [
                [
                    f"{group} ({_count(table, group)})",
                    *(_shown(column.groups.get(group)) for column in table.columns),
                ]
                for group in groups
            ],
        )
        yield ""
    if table.differences:
        yield from _rows(
            [f"{main}, on the same questions", "difference in points", "excludes 0"],
            [
                [f"{later} - {earlier}", _shown(found), "yes" if found.excludes_zero else "no"]
                for (later, earlier), found in table.differences.items()
            ],
        )
        yield ""
    if len(table.reachable) > 1:
        yield from _rows(
            [f"{main}, where the reference achieves it", "share"],
            [[name, _shown(found)] for name, found in table.reachable.items()],
        )
        yield ""
    for measure, meaning in table.measures.items():
        yield f"- {measure}: {meaning}"
    yield ""
    yield "In per cent; in brackets the 95 % interval, by bootstrap over the questions."
    for column in table.columns:
        if column.problems:
            yield f"{column.name} gave no answer to {column.problems}, which count as wrong."
        if column.unverified:
            yield (
                f"{column.unverified} answers of {column.name} count as failing a stage that could "
                "not run."
            )
        if column.answered < table.questions:
            yield f"{column.name} has answered {column.answered} of {table.questions} so far."


def _rows(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"| {' | '.join('---' for _ in head)} |"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"


def _shown(found: Estimate | None) -> str:
    if found is None:
        return "-"
    mean, low, high = (f"{100 * value:.1f}" for value in (found.mean, found.low, found.high))
    return f"{mean} [{low}, {high}]"


def _count(table: Table, group: str) -> int:
    return max(column.groups[group].count for column in table.columns if group in column.groups)


def _estimates(found: Mapping[str, Estimate]) -> dict[str, dict[str, float]]:
    return {name: asdict(each) for name, each in found.items()}
