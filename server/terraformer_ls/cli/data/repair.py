"""`terraformer-ls data repair`."""

from __future__ import annotations

from pathlib import Path

import click

from terraformer_ls.cli.data.progress import counting
from terraformer_ls.cli.data.verifying import verifiers, verifying_options
from terraformer_ls.cli.target import fail
from terraformer_ls.learn.mutn.sources import read_sources
from terraformer_ls.learn.repair.make import make_repairs


@click.command("repair")
@click.argument("sources", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The data set.")
@click.option("--count", default=5_000, show_default=True, help="Repairs to have in the end.")
@verifying_options
@click.option("--seed", default=0, show_default=True, help="Another number, other errors.")
def command(
    sources: tuple[Path, ...], out: Path, count: int, workers: int, engine: str, seed: int
) -> None:
    """Make repair data: broken configurations with their certificates.

    Broken are the documents and the generated configurations of SOURCES, data sets themselves; of
    the one in --out where none is named. Running it again goes on where it ended.
    """
    found = read_sources(sources or (out,))
    if not found:
        fail("there is nothing to break: run `data harvest` first")
    with verifiers(engine, workers) as pool, counting("repair", count) as advance:
        outcomes = make_repairs(
            found, out, pool, most=count, seed=seed, workers=workers, on_progress=advance
        )
    click.echo(f"{outcomes.pop('written', 0)} repairs written")
    for reason, number in outcomes.most_common():
        click.echo(f"  {number:6} {reason}")
