"""`terraformer-ls eval findings`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from terraformer_ls.cli.eval.product import (
    engine_of,
    kept_results,
    print_table,
    product_entries,
    product_options,
)
from terraformer_ls.cli.progress import bar
from terraformer_ls.engine import Engine
from terraformer_ls.learn.benchmarks.findings import Findings, seconds_of
from terraformer_ls.learn.benchmarks.results import Result
from terraformer_ls.learn.benchmarks.run import Entry
from terraformer_ls.learn.benchmarks.table import table_of
from terraformer_ls.settings import Settings


@click.command("findings")
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--count", default=200, show_default=True, type=click.IntRange(1))
@product_options
def command(
    folders: tuple[Path, ...],
    count: int,
    models: tuple[str, ...],
    model_name: str,
    seed: int,
    results: Path | None,
    output_format: str,
) -> None:
    """What `fix` offers for 200 findings, and whether any offer does harm.

    The findings are those of FOLDERS, or of the library's examples with one thing wrong in each.
    Ends with 1 if an offer did harm.
    """
    entries = product_entries(models, model_name)
    judge = Engine(Settings(model="off"))
    benchmark = Findings(folders, count, seed, judge)
    try:
        with kept_results(results) as kept, bar(benchmark.name) as update:
            benchmark.find(update)
            benchmark.run(entries, engine_of, kept, update)
    finally:
        judge.close()
    table = table_of(benchmark, benchmark.questions, entries, kept, seed=seed)
    ours = [result for result in kept.results.values() if _is_of(result, entries, benchmark)]
    mean, median, worst = seconds_of(ours)
    harmful = [result for result in ours if result.scores["harmless"] == 0.0]
    print_table(
        table,
        output_format,
        {
            "seconds": {"mean": mean, "p50": median, "p95": worst},
            "harmful": [
                {"finding": result.said, "scores": dict(result.scores), "text": result.answer}
                for result in harmful
            ],
        },
    )
    if output_format == "markdown":
        click.echo(f"Fixes took {median:.2f} s (p50), {worst:.2f} s (p95).")
        for result in harmful:
            click.secho(f"harm: {result.said}", fg="red", err=True)
    sys.exit(1 if harmful else 0)


def _is_of(result: Result, entries: Sequence[Entry], benchmark: Findings) -> bool:
    return result.question in {question.key for question in benchmark.questions} and any(
        (result.contestant, result.setup) == (entry.name, entry.setup(entry.name))
        for entry in entries
    )
