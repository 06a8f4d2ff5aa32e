"""`terraformer-ls data harvest`."""

from __future__ import annotations

from pathlib import Path

import click

from terraformer_ls.cli.data.progress import counting
from terraformer_ls.cli.data.verifying import verifiers, verifying_options
from terraformer_ls.learn.corpus.harvest import harvest
from terraformer_ls.learn.corpus.material import material_of
from terraformer_ls.learn.corpus.sources import LIBRARY, Raw, read_sources


@click.command("harvest")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The data set.")
@verifying_options
def command(sources: tuple[str, ...], out: Path, workers: int, engine: str) -> None:
    """Make documents of SOURCES: folders of .tf, documentation or JSONL, or `library`.

    Each configuration is completed until it can be planned, where that is possible, and verified.
    Running it again goes on where it ended.
    """
    raws = list(read_sources(sources))
    material = material_of([*raws, *(read_sources([LIBRARY]) if LIBRARY not in sources else ())])
    with verifiers(engine, workers) as pool, counting("harvest", len(raws)) as advance:

        def say(raw: Raw) -> None:
            advance(raw.family)

        harvested = harvest(raws, material, out, pool, on_progress=say)
    rejected = sum(harvested.rejected.values())
    click.echo(
        f"{harvested.documents} documents, {harvested.plannable} of them plan; "
        f"{harvested.repairs} repairs; {rejected} rejected"
    )
    for reason, count in sorted(harvested.rejected.items(), key=lambda entry: -entry[1]):
        click.echo(f"  {count:6} {reason}")
