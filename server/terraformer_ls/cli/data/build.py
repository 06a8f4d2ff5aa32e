"""`terraformer-ls data build`."""

from __future__ import annotations

from pathlib import Path

import click

from terraformer_ls.cli.data.card import command as card
from terraformer_ls.cli.data.gen import command as gen
from terraformer_ls.cli.data.harvest import command as harvest
from terraformer_ls.cli.data.manifest import command as manifest
from terraformer_ls.cli.data.mutate import command as mutate
from terraformer_ls.cli.data.repair import command as repair
from terraformer_ls.cli.data.verifying import verifying_options


@click.command("build")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The data set.")
@click.option("--gen", "generated", default=20_000, show_default=True, help="TF-Gen instances.")
@click.option("--mutate", "mutated", default=7_000, show_default=True, help="TF-Mutn instances.")
@click.option("--repair", "repaired", default=5_000, show_default=True, help="Repairs.")
@verifying_options
@click.option("--seed", default=0, show_default=True, help="Another one gives other data.")
@click.option(
    "--against",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    help="A benchmark's CSV, in IaC-Eval's columns, that nothing may be near to.",
)
@click.option(
    "--describe-with",
    default="",
    metavar="URL",
    help="An OpenAI-compatible server whose model writes the requests of TF-Gen.",
)
@click.option("--describer-model", default="", help="Which of its models; the first by default.")
@click.pass_context
def command(
    ctx: click.Context,
    sources: tuple[str, ...],
    out: Path,
    generated: int,
    mutated: int,
    repaired: int,
    workers: int,
    engine: str,
    seed: int,
    against: tuple[Path, ...],
    describe_with: str,
    describer_model: str,
) -> None:
    """Build a whole data set from SOURCES: harvest, gen, mutate, repair, card, manifest.

    Running it again goes on where it ended.
    """
    ctx.invoke(harvest, sources=sources, out=out, workers=workers, engine=engine)
    ctx.invoke(
        gen,
        out=out,
        count=generated,
        workers=workers,
        engine=engine,
        seed=seed,
        against=against,
        describe_with=describe_with,
        describer_model=describer_model,
    )
    ctx.invoke(mutate, sources=(), out=out, count=mutated, workers=workers, seed=seed)
    ctx.invoke(repair, sources=(), out=out, count=repaired, workers=workers, seed=seed)
    ctx.invoke(card, folder=out)
    ctx.invoke(manifest, folder=out, against=against)
