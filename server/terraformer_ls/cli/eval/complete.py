"""`terraformer-ls eval complete`."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import click

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.cli.progress import bar
from terraformer_ls.cli.target import fail
from terraformer_ls.learn.benchmarks.contestants import (
    Contestant,
    UnknownContestant,
    contestant_from,
)
from terraformer_ls.learn.benchmarks.fim import WAYS, Measurer, Outcome, as_row, from_row
from terraformer_ls.learn.benchmarks.fim_probes import Probe, probes_from
from terraformer_ls.learn.benchmarks.fim_report import as_json, as_markdown
from terraformer_ls.learn.corpus.sources import LIBRARY, read_sources
from terraformer_ls.learn.records import Split
from terraformer_ls.model.protocol import ModelUnavailable

_DEFAULT_WAYS = ("shown", "constrained", "unconstrained")


@click.command("complete")
@click.option(
    "--model",
    "models",
    metavar="NAME=SPEC",
    multiple=True,
    help="A model, named as in the setting `terraformer.model`; repeat to compare.",
)
@click.option("--model-name", default="", help="Which of a server's models to ask for.")
@click.option(
    "--data",
    metavar="SOURCE",
    multiple=True,
    help="Where cursors are cut: folders, .tf files, .jsonl(.gz), or `library` (the default).",
)
@click.option(
    "--limit", "count", default=500, show_default=True, type=click.IntRange(1), help="Cursors."
)
@click.option("--seed", default=0, show_default=True, help="Chooses the cursors.")
@click.option(
    "--split",
    default="test",
    show_default=True,
    type=click.Choice([*map(str, Split), "all"]),
    help="Which configurations: no model of ours was trained on those for tests.",
)
@click.option(
    "--way",
    "ways",
    multiple=True,
    default=_DEFAULT_WAYS,
    show_default=True,
    type=click.Choice(list(WAYS)),
    help="How to complete; repeat to compare.",
)
@click.option("--seconds", default=3.0, show_default=True, help="The longest for one completion.")
@click.option(
    "--results",
    "rows",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file that each outcome is added to; a run that was ended goes on from it.",
)
@click.option("--format", "form", default="markdown", type=click.Choice(["markdown", "json"]))
def command(
    models: Sequence[str],
    model_name: str,
    data: Sequence[str],
    count: int,
    seed: int,
    split: str,
    ways: Sequence[str],
    seconds: float,
    rows: Path | None,
    form: str,
) -> None:
    """Complete at cursors cut from real configurations, and compare with what stood there.

    Ends with 0; with 1 if something that would have been shown adds a finding; with 2 if it could
    not run.
    """
    splits = tuple(Split) if split == "all" else (Split(split),)
    probes = probes_from(read_sources(data or [LIBRARY]), count, seed, splits)
    if not probes:
        fail("there is no configuration to cut a cursor from")
    known = _read(rows)
    results: dict[str, dict[str, list[Outcome]]] = {}
    try:
        for named in models or ("embedded",):
            contestant = contestant_from(named, model_name)
            with ExitStack() as closing:
                closing.callback(contestant.close)
                measured = _measured(contestant, ways, seconds, probes, known, rows, closing)
                results[contestant.name] = measured
    except (UnknownContestant, ModelUnavailable) as error:
        fail(str(error))
    if form == "json":
        said = as_json(results, [probe.origin for probe in probes], seed)
        click.echo(json.dumps(said, indent=2, ensure_ascii=False))
    else:
        click.echo(as_markdown(results), nl=False)
    verified = (
        found for way in results.values() for name, found in way.items() if WAYS[name].verified
    )
    sys.exit(1 if any(outcome.adds for found in verified for outcome in found) else 0)


def _measured(
    contestant: Contestant,
    ways: Sequence[str],
    seconds: float,
    probes: Sequence[Probe],
    known: Mapping[tuple[str, str], Outcome],
    rows: Path | None,
    closing: ExitStack,
) -> dict[str, list[Outcome]]:
    """The outcomes of all probes by way: those that the file of rows has already, and the others.

    Cursor by cursor, each in every way: the model reads the file once for all of them.
    """
    runs = {way: f"{contestant.spec} {way} {seconds:g}" for way in ways}
    measurers = {way: Measurer(contestant, WAYS[way], seconds) for way in ways}
    for measurer in measurers.values():
        closing.callback(measurer.close)
    progress = closing.enter_context(bar(contestant.name))
    added = closing.enter_context(rows.open("a", encoding="utf-8")) if rows is not None else None
    outcomes: dict[str, list[Outcome]] = {way: [] for way in ways}
    for number, probe in enumerate(probes, 1):
        for way, run in runs.items():
            outcome = known.get((run, probe.key))
            if outcome is None:
                outcome = measurers[way].outcome(probe, Cancellation())
                if added is not None:
                    row = {"run": run, **as_row(outcome)}
                    added.write(json.dumps(row, ensure_ascii=False) + "\n")
                    added.flush()
            outcomes[way].append(outcome)
        progress(f"{contestant.name}: {number} of {len(probes)} cursors", number / len(probes))
    return outcomes


def _read(rows: Path | None) -> dict[tuple[str, str], Outcome]:
    known: dict[tuple[str, str], Outcome] = {}
    if rows is None or not rows.is_file():
        return known
    for line in rows.read_text(encoding="utf-8").splitlines():
        try:
            row = json.loads(line)
            run = str(row.pop("run"))
            known[run, row["probe"]] = from_row(row)
        except (ValueError, KeyError, TypeError):
            continue  # the last line of a run that was killed
    return known
