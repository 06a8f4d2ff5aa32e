"""`terraformer-ls generate`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from terraformer_ls.cli.progress import spinner
from terraformer_ls.cli.settings_file import command_engine
from terraformer_ls.cli.target import fail
from terraformer_ls.propose.generate import Generated, generate


@click.command("generate")
@click.argument("words")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write here; must be new.")
def command(words: str, output: Path | None) -> None:
    """Write a verified configuration for WORDS, to standard output or a new file.

    Ends with 0 if there is one, 1 if nothing that could be verified came out, 2 if it could not
    run.
    """
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
