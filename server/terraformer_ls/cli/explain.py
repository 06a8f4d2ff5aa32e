"""`terraformer-ls explain`."""

from __future__ import annotations

import dataclasses
import json

import click
from rich.console import Console
from rich.markdown import Markdown

from terraformer_ls.cli.settings_file import command_settings
from terraformer_ls.cli.target import fail
from terraformer_ls.explain.explain import explain


@click.command("explain")
@click.argument("rule")
@click.option("--format", "output_format", type=click.Choice(["text", "json"]), default="text")
@click.option(
    "--policies",
    "folders",
    multiple=True,
    type=click.Path(exists=True, file_okay=False),
    help="A folder with Rego policies of your own; may be given more than once.",
)
def command(rule: str, output_format: str, folders: tuple[str, ...]) -> None:
    """Explain RULE, the id of a finding: why it matters, a bad and a good example, references."""
    settings = command_settings()
    folders = (*settings.policy_folders, *folders)
    found = explain(rule, dataclasses.replace(settings, policy_folders=folders))
    if found is None:
        fail(f"nothing is known of a rule {rule!r}")
    if output_format == "json":
        click.echo(json.dumps(dataclasses.asdict(found), indent=2))
        return
    console = Console()
    if console.is_terminal:
        console.print(Markdown(found.markdown))
    else:
        click.echo(found.markdown, nl=False)
