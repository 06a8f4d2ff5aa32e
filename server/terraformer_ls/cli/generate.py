"""`terraformer-ls generate`."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rich.console import Console

from terraformer_ls.cli.fix import print_diff
from terraformer_ls.cli.progress import spinner
from terraformer_ls.cli.settings_file import command_engine
from terraformer_ls.cli.target import fail, read_target
from terraformer_ls.hcl.positions import Span
from terraformer_ls.propose.difference import diff
from terraformer_ls.propose.generate import Generated, generate
from terraformer_ls.propose.generate_into import Place, generate_into
from terraformer_ls.workspace.write import ChangedOnDiskError, write_changes


@click.command("generate")
@click.argument("words")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write here; must be new.")
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    help="Add it to this file's module, in its style; print the diff.",
)
@click.option("--write", is_flag=True, help="With --into: write the change into the files.")
def command(words: str, output: Path | None, into: Path | None, write: bool) -> None:
    """Write a verified configuration for WORDS, to standard output or a new file.

    With --into it joins the module of a file, and its diff is printed. Ends with 0 if there is one,
    1 if nothing that could be verified came out, 2 if it could not run.
    """
    if into is not None:
        _into(words, into, write=write)
        return
    if output is not None and output.exists():
        fail(f"{output} exists already; name a new file")
    engine = command_engine()
    try:
        with spinner("generating") as say:
            generated = generate(engine, words, on_progress=say)
    finally:
        engine.close()
    for notice in engine.notices():
        click.secho(notice, fg="yellow", err=True)
    if generated is None:
        click.secho("nothing that could be verified came out", fg="yellow", err=True)
        sys.exit(1)
    if output is None:
        click.echo(generated.text, nl=False)
    else:
        try:
            output.write_text(generated.text, encoding="utf-8")
        except OSError as error:
            fail(f"{output} could not be written: {error.strerror}")
    click.secho(describe(generated), dim=True, err=True)


def _into(words: str, file: Path, *, write: bool) -> None:
    target = read_target(file)
    if not target.file:
        fail(f"{file} is a folder; name the file that the new blocks go into")
    end = len(target.snapshot.files[target.file].text)
    place = Place(target.file, Span(end, end))
    engine = command_engine()
    try:
        with spinner("generating") as say:
            made = generate_into(engine, target.snapshot, place, words, on_progress=say)
    finally:
        engine.close()
    for notice in engine.notices():
        click.secho(notice, fg="yellow", err=True)
    if made is None:
        click.secho("nothing that could be verified came out", fg="yellow", err=True)
        sys.exit(1)
    print_diff(Console(), diff(made.before, made.after))
    click.secho(f"from {made.origin}: {made.proposal.evidence.sentence}", dim=True, err=True)
    if made.unmet:
        click.secho(f"nothing in it answers to: {', '.join(made.unmet)}", dim=True, err=True)
    if write:
        try:
            written = write_changes(made.before, made.after)
        except (ChangedOnDiskError, OSError) as error:
            fail(f"nothing was written: {error}")
        click.echo(f"wrote {', '.join(written)}", err=True)


def describe(generated: Generated) -> str:
    """Where a configuration comes from, what was checked, and what it leaves open."""
    lines = [f"from {generated.origin}: {generated.evidence.sentence}"]
    lines.extend(
        f"{finding.rule} remains at {finding.address}: {finding.message}"
        for finding in generated.report.findings
    )
    if generated.unmet:
        lines.append(f"nothing in it answers to: {', '.join(generated.unmet)}")
    return "\n".join(lines)
