"""`terraformer-ls data manifest`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from terraformer_ls.learn.manifest import leaks, met, read_manifest, write_manifest


@click.command("manifest")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--against",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    help="A benchmark's CSV, in IaC-Eval's columns, none of whose rows may be in the data.",
)
def command(folder: Path, against: tuple[Path, ...]) -> None:
    """Write the hashes of all records in FOLDER, and check that nothing leaks.

    Ends with 1 if a request or a configuration is for training and for tests, or in a benchmark.
    """
    manifest = read_manifest(write_manifest(folder))
    for split, kinds in manifest.items():
        said = ", ".join(f"{len(hashes):,} {kind}" for kind, hashes in kinds.items())
        click.echo(f"{split}: {said}")
    found = len(leaks(manifest)) + sum(len(met(manifest, path)) for path in against)
    click.echo(f"{found} leaks")
    sys.exit(1 if found else 0)
