"""`terraformer-ls verify`."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console

from terraformer_ls.cli.progress import spinner
from terraformer_ls.cli.report_json import report_as_json
from terraformer_ls.cli.report_sarif import report_as_sarif
from terraformer_ls.cli.report_text import print_report
from terraformer_ls.cli.settings_file import command_settings
from terraformer_ls.cli.target import COULD_NOT_RUN, Target, fail, read_target
from terraformer_ls.engine import Engine
from terraformer_ls.verify.findings import Severity, Stage
from terraformer_ls.verify.report import Report, Status


@click.command("verify")
@click.argument("path", type=click.Path(path_type=Path), default=".")
@click.option(
    "--stage",
    "stages",
    multiple=True,
    type=click.Choice([stage.value for stage in Stage]),
    help="Only this stage; may be given more than once. All by default.",
)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    show_default=True,
)
@click.option(
    "--policies",
    "folders",
    multiple=True,
    type=click.Path(exists=True, file_okay=False),
    help="A folder with Rego policies of your own; may be given more than once.",
)
def command(
    path: Path, stages: tuple[str, ...], output_format: str, folders: tuple[str, ...]
) -> None:
    """Verify PATH (a folder or a file; the current folder by default), stage by stage.

    Ends with 0 if nothing was found, 1 if there are findings, 2 if it could not run, or a tool that
    it asked died or took too long.
    """
    target = read_target(path)
    asked = tuple(Stage(stage) for stage in stages) or tuple(Stage)
    settings = command_settings()
    engine = Engine(replace(settings, policy_folders=(*settings.policy_folders, *folders)))
    try:
        with spinner("verifying") as say:
            report = engine.verify(
                target.snapshot,
                stages=asked,
                on_result=lambda result: say(f"verifying: {result.stage} {result.status}"),
            )
    finally:
        engine.close()
    if output_format == "json":
        click.echo(json.dumps(report_as_json(target, report), indent=2))
    elif output_format == "sarif":
        click.echo(json.dumps(report_as_sarif(target, report), indent=2))
    else:
        print_report(Console(), target, report)
    if all(result.status is Status.SKIPPED for result in report.results):
        reasons = "; ".join(f"{result.stage}: {result.reason}" for result in report.results)
        fail(f"no stage could run ({reasons})")
    sys.exit(exit_code(target, report, explicit=bool(stages)))


def exit_code(target: Target, report: Report, *, explicit: bool) -> int:
    """0 clean, 1 findings, 2 where a tool died or a stage asked for by name could not run."""
    if any(finding.severity is not Severity.HINT for finding in target.findings(report)):
        return 1
    if not report.answered:
        return COULD_NOT_RUN
    if explicit and any(result.status is Status.SKIPPED for result in report.results):
        return COULD_NOT_RUN
    return 0
