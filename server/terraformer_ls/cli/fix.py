"""`terraformer-ls fix`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
from rich.console import Console
from rich.syntax import Syntax
from rich.text import Text

from terraformer_ls.cli.progress import spinner
from terraformer_ls.cli.report_json import finding_as_json
from terraformer_ls.cli.settings_file import command_engine
from terraformer_ls.cli.target import read_target
from terraformer_ls.propose.difference import diff
from terraformer_ls.propose.extent import Extent
from terraformer_ls.propose.fix_all import FixedAll, fix_all
from terraformer_ls.workspace.write import ChangedOnDiskError, write_changes


@click.command("fix")
@click.argument("path", type=click.Path(path_type=Path), default=".")
@click.option("--rule", "rules", multiple=True, help="Only findings of this rule; repeatable.")
@click.option("--write", is_flag=True, help="Write the fixes into the files.")
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["diff", "json"]),
    default="diff",
    show_default=True,
)
def command(path: Path, rules: tuple[str, ...], write: bool, output_format: str) -> None:
    """Propose fixes for the findings in PATH, each verified together with those before it.

    Ends with 0 if nothing is left to fix, 1 if findings remain, 2 if it could not run.
    """
    target = read_target(path)
    engine = command_engine()
    try:
        with spinner("verifying") as say:
            fixed = fix_all(
                engine,
                target.snapshot,
                Extent(file=target.file),
                rules=rules,
                on_progress=lambda message, _: say(message),
            )
    finally:
        engine.close()
    if output_format == "json":
        click.echo(json.dumps(_as_json(fixed), indent=2))
    else:
        _print(Console(), fixed)
    if write and fixed.steps:
        try:
            written = write_changes(target.snapshot, fixed.after)
        except (ChangedOnDiskError, OSError) as error:
            click.secho(f"terraformer-ls: nothing was written: {error}", fg="red", err=True)
            sys.exit(2)
        click.echo(f"wrote {', '.join(written)}", err=True)
    for notice in engine.notices():
        click.secho(notice, fg="yellow", err=True)
    sys.exit(1 if fixed.left else 0)


def print_diff(console: Console, text: str) -> None:
    """A diff in colour where the terminal has colours, and exactly as it is elsewhere."""
    if console.is_terminal:
        console.print(Syntax(text, "diff", background_color="default", word_wrap=False))
    else:
        click.echo(text, nl=False)


def _print(console: Console, fixed: FixedAll) -> None:
    print_diff(console, diff(fixed.before, fixed.after))
    says = Console(stderr=True)
    for step in fixed.steps:
        says.print(
            Text.assemble(
                ("✓ ", "green"),
                (step.finding.rule, "bold"),
                f" {step.finding.address}: {step.proposal.title}",
                (f"\n  {step.proposal.evidence.sentence}", "dim"),
            )
        )
    for finding in fixed.left:
        says.print(
            Text.assemble(
                ("– ", "yellow"),
                (finding.rule, "bold"),
                f" {finding.address}: no fix that could be verified",
            )
        )


def _as_json(fixed: FixedAll) -> dict[str, object]:
    return {
        "version": 1,
        "fixes": [
            {
                "finding": finding_as_json(step.before, step.finding),
                "title": step.proposal.title,
                "evidence": step.proposal.evidence.sentence,
                "made_by": step.proposal.evidence.made_by,
                "diff": diff(step.before, step.before.with_edits(step.proposal.edits)),
            }
            for step in fixed.steps
        ],
        "left": [finding_as_json(fixed.after, finding) for finding in fixed.left],
    }
