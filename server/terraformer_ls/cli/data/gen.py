"""`terraformer-ls data gen`."""

from __future__ import annotations

from pathlib import Path

import click

from terraformer_ls.cli.data.progress import counting
from terraformer_ls.cli.data.verifying import verifiers, verifying_options
from terraformer_ls.cli.target import fail
from terraformer_ls.learn.corpus.harvest import DOCUMENTS
from terraformer_ls.learn.corpus.material import material_of
from terraformer_ls.learn.corpus.sources import LIBRARY, Raw, read_sources
from terraformer_ls.learn.gen.generate import generate_instances
from terraformer_ls.learn.gen.seeds import Seeds
from terraformer_ls.learn.records import Document, Instance, read_documents
from terraformer_ls.learn.words.describer import ModelDescriber
from terraformer_ls.model.remote import RemoteModel


@click.command("gen")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The data set.")
@click.option("--count", default=20_000, show_default=True, help="Instances to have in the end.")
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
    help="An OpenAI-compatible server whose model writes the requests.",
)
@click.option("--describer-model", default="", help="Which of its models; the first by default.")
def command(
    out: Path,
    count: int,
    workers: int,
    engine: str,
    seed: int,
    against: tuple[Path, ...],
    describe_with: str,
    describer_model: str,
) -> None:
    """Make TF-Gen from the documents in a data set (see `data harvest`).

    Running it again goes on where it ended.
    """
    documents = list(read_documents(out / DOCUMENTS)) if (out / DOCUMENTS).exists() else []
    if not documents:
        fail(f"{out / DOCUMENTS} has no documents: run `terraformer-ls data harvest` first")
    material = material_of([*map(_raw, documents), *read_sources([LIBRARY])])
    seeds = Seeds(documents, material)
    model = RemoteModel(describe_with, describer_model) if describe_with else None
    with verifiers(engine, workers) as pool, counting("gen", count) as advance:

        def say(instance: Instance) -> None:
            advance(instance.family)

        generated = generate_instances(
            seeds,
            out,
            pool,
            count=count,
            workers=workers,
            seed=seed,
            documents=documents,
            benchmarks=against,
            describer=ModelDescriber(model) if model is not None else None,
            on_progress=say,
        )
    if model is not None:
        model.close()
    rate = generated.instances / generated.seconds if generated.seconds else 0.0
    click.echo(
        f"{generated.instances} instances of {generated.attempts} attempts "
        f"in {generated.seconds:.0f} s ({rate:.1f} a second)"
    )
    for reason, number in sorted(generated.rejected.items(), key=lambda entry: -entry[1]):
        click.echo(f"  {number:6} {reason}")


def _raw(document: Document) -> Raw:
    return Raw(document.text, (), document.family, document.source)
