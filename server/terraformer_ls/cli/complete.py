"""`terraformer-ls complete`."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from terraformer_ls.cli.settings_file import command_engine
from terraformer_ls.cli.target import fail, read_target
from terraformer_ls.hcl.positions import Encoding, Position
from terraformer_ls.propose.complete import Manner, complete


@click.command("complete")
@click.argument("place", metavar="FILE:LINE:COLUMN")
@click.option("--candidates", default=1, show_default=True, type=click.IntRange(1, 8))
def command(place: str, candidates: int) -> None:
    """Print what may stand at a line and column (both from 1) of a file; nothing if none holds.

    Ends with 0 if there is a completion, 1 if there is none, 2 if it could not run.
    """
    match = re.fullmatch(r"(?P<file>.+):(?P<line>\d+):(?P<column>\d+)", place)
    if match is None:
        fail(f"{place} is not of the form FILE:LINE:COLUMN")
    target = read_target(Path(match["file"]))
    if not target.file:
        fail(f"{match['file']} is a folder")
    position = Position(int(match["line"]) - 1, int(match["column"]) - 1)
    offset = target.snapshot.files[target.file].lines.offset(position, Encoding.UTF32)
    engine = command_engine()
    try:
        elsewhere = engine.settings.model_is_elsewhere
        manner = Manner(candidates=candidates, seconds=3.0, elsewhere=elsewhere)
        found = complete(engine, target.snapshot, target.file, offset, manner)
    finally:
        engine.close()
    for notice in engine.notices():
        click.secho(notice, fg="yellow", err=True)
    for completion in found:
        click.echo(completion.text)
        click.secho(f"# {completion.evidence.sentence}", dim=True, err=True)
    sys.exit(0 if found else 1)
