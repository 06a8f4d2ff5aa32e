"""The command `terraformer-ls`: one file per command, imported when it is asked for."""

from __future__ import annotations

from pathlib import Path

import click

from terraformer_ls import __version__
from terraformer_ls.cli.lazy_group import LazyGroup

_COMMANDS = {
    "verify": "Verify a folder or a file, stage by stage.",
    "explain": "Explain a rule: why, a bad and a good example, references.",
    "policies": "List the Rego policies that judge plans.",
    "fix": "Propose verified fixes, and write them if asked.",
    "plan": "Print the plan as Terraform's own JSON, offline.",
    "complete": "Complete a file at a line and column.",
    "generate": "Write a configuration from words.",
    "mutate": "Change a configuration as words say.",
    "stats": "Print how often ghost text was shown and taken on this machine.",
    "serve": "Run the language server on standard input and output.",
    "setup": "Fetch what is fetched once: Checkov's environment and the embedded model.",
    "data": "Build data sets to learn from.",
    "train": "Fine-tune a model, or make of a run the adapter that ships.",
    "eval": "Measure models, and TerraFormer with them.",
    "schema": "Build and inspect schema packs: what each provider offers.",
    "doctor": "Say what is installed, what is missing, and how to get it.",
    "demo": "Show verify, fix, complete and generate on the example projects.",
}


@click.group(
    cls=LazyGroup,
    package="terraformer_ls.cli",
    lazy_commands=_COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="terraformer-ls")
@click.option(
    "--settings",
    type=click.Path(path_type=Path),
    envvar="TERRAFORMER_SETTINGS",
    show_envvar=True,
    help="A JSON file with settings, named as in the editor; the defaults otherwise.",
)
def main(settings: Path | None) -> None:
    """TerraFormer: Terraform suggestions that were verified before you see them."""
    del settings  # read by the commands that need them, see settings_file.py
