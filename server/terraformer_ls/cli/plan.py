"""`terraformer-ls plan`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from terraformer_ls.cli.progress import spinner
from terraformer_ls.cli.settings_file import command_settings
from terraformer_ls.cli.target import COULD_NOT_RUN, fail
from terraformer_ls.hcl.positions import Encoding
from terraformer_ls.terraform.diagnostics import Judged, judge
from terraformer_ls.terraform.engine import Terraform
from terraformer_ls.terraform.module_tree import root_folders
from terraformer_ls.verify.findings import Finding, Severity, Stage
from terraformer_ls.verify.stages.validate import stood_in
from terraformer_ls.workspace.discover import read_snapshot, snapshot_for_file
from terraformer_ls.workspace.snapshot import Snapshot


@click.command("plan")
@click.argument("path", type=click.Path(path_type=Path), default=".")
@click.option("--out", type=click.Path(path_type=Path), help="Write the plan to this file.")
def command(path: Path, out: Path | None) -> None:
    """The plan of the module in PATH as Terraform's own JSON, offline.

    What stood in for the world (assumed values, stubs) is said on standard error. Ends with 1 if
    there is no plan because of errors, 2 if it could not run.
    """
    binary = command_settings().terraform_path
    snapshot, folder = _module(path)
    terraform = Terraform(Path(binary).expanduser() if binary else None)
    try:
        with spinner("planning"):
            prepared = terraform.prepare(snapshot, folder)
            root = prepared.roots[0]
            outcome = terraform.validate(prepared, root)
            judged = judge(Stage.VALIDATE, outcome, prepared, snapshot)
            if not outcome.problem and not _errors(judged):
                outcome = terraform.plan(prepared, root)
                judged = judge(Stage.PLAN, outcome, prepared, snapshot)
    finally:
        terraform.close()
    if outcome.problem:
        fail(outcome.problem)
    for finding in judged.findings:
        click.echo(_line(finding, snapshot), err=True)
    notes = stood_in(outcome.root)
    notes += [f"assumed var.{name} = {json.dumps(v)}" for name, v in outcome.root.assumed.items()]
    for note in [*judged.doubts, *notes]:
        click.echo(f"note: {note}", err=True)
    if outcome.plan is None:
        sys.exit(1 if _errors(judged) else COULD_NOT_RUN)
    text = json.dumps(outcome.plan, separators=(",", ":"))
    if out is None:
        click.echo(text)
    else:
        try:
            out.write_text(f"{text}\n")
        except OSError as error:
            fail(f"{out} could not be written: {error.strerror or error}")


def _errors(judged: Judged) -> bool:
    return any(found.severity is Severity.ERROR for found in judged.findings)


def _module(path: Path) -> tuple[Snapshot, str]:
    """The snapshot that a module needs, which may reach above its folder, and the folder in it."""
    folder = path.parent if path.is_file() else path
    if not folder.is_dir():
        fail(f"{path} is neither a file nor a folder")
    own = sorted(file for file in folder.iterdir() if file.name.endswith((".tf", ".tf.json")))
    if own:
        snapshot = snapshot_for_file(own[0], folder)
        return snapshot, own[0].absolute().parent.relative_to(snapshot.root).as_posix()
    snapshot = read_snapshot(folder)
    roots = root_folders(snapshot)
    if len(roots) != 1:
        found = ", ".join(roots) or "none"
        fail(f"{path} holds no Terraform files; name one of the modules below it ({found})")
    return snapshot, roots[0]


def _line(finding: Finding, snapshot: Snapshot) -> str:
    document = snapshot.files.get(finding.file)
    if document is None:
        return f"{finding.severity}: {finding.message}"
    at = document.lines.position(finding.span.start, Encoding.UTF32)
    return f"{finding.file}:{at.line + 1}:{at.column + 1}: {finding.severity}: {finding.message}"
