"""`terraformer-ls fix`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

import click
from rich.console import Console
from rich.syntax import Syntax
from rich.text import Text

from terraformer_ls.cli.progress import spinner
from terraformer_ls.cli.report_json import finding_as_json
from terraformer_ls.cli.target import Target, read_target
from terraformer_ls.engine import Engine
from terraformer_ls.propose.fix import propose_fixes
from terraformer_ls.propose.proposal import Proposal
from terraformer_ls.verify.findings import Finding, Severity
from terraformer_ls.workspace.snapshot import Snapshot
from terraformer_ls.workspace.write import ChangedOnDiskError, write_changes

_TRIES_IN_VAIN = 3
"""Findings without a fix after which a run no longer waits for the model."""


@dataclass(frozen=True, slots=True)
class Step:
    """One accepted fix, and the snapshot it was made from."""

    finding: Finding
    proposal: Proposal
    before: Snapshot


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
    engine = Engine()
    try:
        with spinner("verifying") as say:
            after, steps, left = fix_all(engine, target, rules, say)
    finally:
        engine.close()
    if output_format == "json":
        click.echo(json.dumps(_as_json(steps, left, after), indent=2))
    else:
        _print(Console(), target.snapshot, after, steps, left)
    if write and steps:
        try:
            written = write_changes(target.snapshot, after)
        except (ChangedOnDiskError, OSError) as error:
            click.secho(f"terraformer-ls: nothing was written: {error}", fg="red", err=True)
            sys.exit(2)
        click.echo(f"wrote {', '.join(written)}", err=True)
    for notice in engine.notices():
        click.secho(notice, fg="yellow", err=True)
    sys.exit(1 if left else 0)


def fix_all(
    engine: Engine,
    target: Target,
    rules: tuple[str, ...],
    say: Callable[[str], None],
    *,
    use_model: bool = True,
) -> tuple[Snapshot, list[Step], list[Finding]]:
    """The snapshot with every fix that could be verified, these fixes, and what is left."""
    snapshot = target.snapshot
    steps: list[Step] = []
    in_vain = 0
    given_up: set[tuple[str, str, str, str]] = set()
    while True:
        report = engine.verify(snapshot)
        left = [
            finding
            for finding in Target(snapshot, target.file).findings(report)
            if finding.severity is not Severity.HINT and (not rules or finding.rule in rules)
        ]
        finding = next((f for f in left if f.key not in given_up), None)
        if finding is None:
            return snapshot, steps, left
        say(f"fixing {finding.rule} at {finding.address} ({len(left)} findings left)")
        ask_model = use_model and in_vain < _TRIES_IN_VAIN
        proposals = propose_fixes(engine, snapshot, finding, report=report, use_model=ask_model)
        if not proposals:
            given_up.add(finding.key)
            in_vain += 1
            continue
        steps.append(Step(finding, proposals[0], snapshot))
        snapshot = snapshot.with_edits(proposals[0].edits)


def diff(before: Snapshot, after: Snapshot) -> str:
    """The unified diff between two snapshots."""
    parts: list[str] = []
    for path in sorted(set(before.files) | set(after.files)):
        old = before.files[path].text if path in before.files else b""
        new = after.files[path].text if path in after.files else b""
        if old != new:
            lines = unified_diff(
                old.decode("utf-8", "replace").splitlines(keepends=True),
                new.decode("utf-8", "replace").splitlines(keepends=True),
                f"a/{path}",
                f"b/{path}",
            )
            parts.extend(
                line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
                for line in lines
            )
    return "".join(parts)


def print_diff(console: Console, text: str) -> None:
    """A diff in colour where the terminal has colours, and exactly as it is elsewhere."""
    if console.is_terminal:
        console.print(Syntax(text, "diff", background_color="default", word_wrap=False))
    else:
        click.echo(text, nl=False)


def _print(
    console: Console,
    before: Snapshot,
    after: Snapshot,
    steps: list[Step],
    left: list[Finding],
) -> None:
    print_diff(console, diff(before, after))
    says = Console(stderr=True)
    for step in steps:
        says.print(
            Text.assemble(
                ("✓ ", "green"),
                (step.finding.rule, "bold"),
                f" {step.finding.address}: {step.proposal.title}",
                (f"\n  {step.proposal.evidence.sentence}", "dim"),
            )
        )
    for finding in left:
        says.print(
            Text.assemble(
                ("– ", "yellow"),
                (finding.rule, "bold"),
                f" {finding.address}: no fix that could be verified",
            )
        )


def _as_json(steps: list[Step], left: list[Finding], after: Snapshot) -> dict[str, object]:
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
            for step in steps
        ],
        "left": [finding_as_json(after, finding) for finding in left],
    }
