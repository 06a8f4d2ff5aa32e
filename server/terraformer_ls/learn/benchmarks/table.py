"""Results as figures: per contestant, per group, and each contestant beside the first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from terraformer_ls.learn.benchmarks.question import Measured, Question
from terraformer_ls.learn.benchmarks.results import Result, ResultFile
from terraformer_ls.learn.benchmarks.run import Entry
from terraformer_ls.learn.benchmarks.statistics import Estimate, estimate, pass_at

PerQuestion = Mapping[str, float]
"""One value a question, by its key."""


@dataclass(frozen=True, slots=True)
class Column:
    """What one contestant achieved.

    Attributes:
        name: who.
        measures: the estimate of each measure.
        values: what each estimate is the mean of.
        groups: the measure that counts, by group.
        answered: questions with at least one answer.
        passed: first answers that achieve each measure fully: whole numbers, for who counts.
        seconds: that an answer took, on average.
        problems: questions that the model could not be asked.
        unverified: first answers that a stage could not be asked about.
    """

    name: str
    measures: Mapping[str, Estimate]
    values: Mapping[str, PerQuestion]
    groups: Mapping[str, Estimate]
    answered: int
    passed: Mapping[str, int]
    seconds: float
    problems: int
    unverified: int


@dataclass(frozen=True, slots=True)
class Table:
    """All columns of a benchmark.

    Attributes:
        benchmark: its name.
        measures: what each measure means; the first is the one that counts.
        questions: how many were asked.
        columns: per contestant, in the order they were named.
        differences: of the measure that counts, on the same questions: each later contestant less
            each earlier one, by their names.
        reachable: the measure that counts on the questions whose reference achieves it, by
            contestant; empty where the reference took no part.
    """

    benchmark: str
    measures: Mapping[str, str]
    questions: int
    columns: tuple[Column, ...]
    differences: Mapping[tuple[str, str], Estimate]
    reachable: Mapping[str, Estimate]


def table_of(
    benchmark: Measured,
    questions: Sequence[Question],
    entries: Sequence[Entry],
    results: ResultFile,
    *,
    at: Sequence[int] = (),
    seed: int = 0,
) -> Table:
    """The figures of a run.

    Args:
        benchmark: what was asked.
        questions: those of its questions that were.
        entries: who answered.
        results: theirs and perhaps others'.
        at: each k for which pass@k of the measure that counts is wanted.
        seed: of the bootstrap.
    """
    main = next(iter(benchmark.measures))
    wanted = {question.key: question.group for question in questions}
    by_setup: dict[tuple[str, str], list[Result]] = defaultdict(list)
    for result in results.results.values():
        if result.benchmark == benchmark.name and result.question in wanted:
            by_setup[result.contestant, result.setup].append(result)
    columns: list[Column] = []
    reachable: set[str] = set()
    for entry in entries:
        for name in entry.names:
            found = [
                result
                for result in by_setup[name, entry.setup(name)]
                if result.sample < entry.decoding.samples
            ]
            column = _column(name, found, benchmark, main, at, seed)
            columns.append(column)
            if entry.contestant.spec == "reference":
                reachable = {key for key, value in column.values[main].items() if value == 1.0}
    measures = dict(benchmark.measures)
    for k in at:
        measures[f"{main}@{k}"] = f"at least one of {k} answers: {measures[main]}"
    return Table(
        benchmark=benchmark.name,
        measures=measures,
        questions=len(questions),
        columns=tuple(columns),
        differences=_differences(columns, main, seed),
        reachable=_only(columns, main, reachable, seed) if reachable else {},
    )


def _column(
    name: str,
    results: Sequence[Result],
    benchmark: Measured,
    main: str,
    at: Sequence[int],
    seed: int,
) -> Column:
    by_question: dict[str, list[Result]] = defaultdict(list)
    for result in sorted(results, key=lambda result: (result.question, result.sample)):
        by_question[result.question].append(result)
    values: dict[str, dict[str, float]] = {measure: {} for measure in benchmark.measures}
    for measure, found in values.items():
        for key, its_results in by_question.items():
            scored = [
                value for result in its_results if (value := result.scores.get(measure)) is not None
            ]
            if scored:
                found[key] = fmean(scored)
    for k in at:
        values[f"{main}@{k}"] = {
            key: pass_at(k, len(found), sum(result.scores.get(main) == 1.0 for result in found))
            for key, found in by_question.items()
            if len(found) >= k
        }
    first = [found[0] for found in by_question.values()]
    groups: dict[str, list[float]] = defaultdict(list)
    for result in first:
        groups[result.group].append(values[main][result.question])
    return Column(
        name=name,
        measures=_estimates(values, seed),
        values=values,
        groups=_estimates_of({group: groups[group] for group in sorted(groups)}, seed),
        answered=len(by_question),
        passed={
            measure: sum(result.scores.get(measure) == 1.0 for result in first)
            for measure in benchmark.measures
        },
        seconds=fmean([result.seconds for result in results]) if results else 0.0,
        problems=sum(bool(result.problem) for result in first),
        unverified=sum(result.is_unverified for result in first),
    )


def _differences(
    columns: Sequence[Column], main: str, seed: int
) -> Mapping[tuple[str, str], Estimate]:
    found: dict[tuple[str, str], Estimate] = {}
    for number, later in enumerate(columns):
        for earlier in columns[:number]:
            ours, theirs = later.values[main], earlier.values[main]
            pairs = [ours[key] - theirs[key] for key in sorted(ours.keys() & theirs.keys())]
            difference = estimate(pairs, seed)
            if difference is not None:
                found[later.name, earlier.name] = difference
    return found


def _only(
    columns: Iterable[Column], main: str, keys: set[str], seed: int
) -> Mapping[str, Estimate]:
    return _estimates(
        {
            column.name: {key: value for key, value in column.values[main].items() if key in keys}
            for column in columns
        },
        seed,
    )


def _estimates(values: Mapping[str, PerQuestion], seed: int) -> dict[str, Estimate]:
    return _estimates_of({name: list(found.values()) for name, found in values.items()}, seed)


def _estimates_of(values: Mapping[str, Sequence[float]], seed: int) -> dict[str, Estimate]:
    made = {name: estimate(found, seed) for name, found in values.items()}
    return {name: found for name, found in made.items() if found is not None}
