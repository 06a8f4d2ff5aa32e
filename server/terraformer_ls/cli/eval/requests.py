"""`terraformer-ls eval requests`."""

from __future__ import annotations

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
from terraformer_ls.cli.target import fail
from terraformer_ls.learn.benchmarks.question import some_of
from terraformer_ls.learn.benchmarks.requests import Requests
from terraformer_ls.learn.benchmarks.table import table_of


@click.command("requests")
@click.option(
    "--data",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Requests of your own, one a line: cloud | level | words | resources.",
)
@click.option("--limit", type=click.IntRange(1), help="Ask only so many, drawn by the seed.")
@product_options
def command(
    data: Path | None,
    limit: int | None,
    models: tuple[str, ...],
    model_name: str,
    seed: int,
    results: Path | None,
    output_format: str,
) -> None:
    """What `generate` makes of 60 requests in words: how much comes out fully verified."""
    try:
        benchmark = Requests(data)
    except (OSError, ValueError) as error:
        fail(str(error))
    questions = some_of(benchmark.questions, limit, seed)
    entries = product_entries(models, model_name)
    with kept_results(results) as kept, bar(benchmark.name) as update:
        benchmark.run(questions, entries, engine_of, kept, update)
    table = table_of(benchmark, questions, entries, kept, seed=seed)
    print_table(table, output_format, {})
