"""`terraformer-ls data`: build data sets, one file per sub-command."""

from __future__ import annotations

import click

from terraformer_ls.cli.lazy_group import LazyGroup

_COMMANDS = {
    "build": "All of it: harvest, gen, mutate, repair, manifest and card.",
    "harvest": "Make documents of folders of .tf, documentation or JSONL.",
    "gen": "Make TF-Gen: requests in words with verified configurations.",
    "mutate": "Make TF-Mutn: instructions with verified changes.",
    "repair": "Make repair data: broken configurations with their certificates.",
    "manifest": "Write the hashes of all training records.",
    "card": "Describe a data set: counts, rates, rejections, a picture.",
}


@click.group("data", cls=LazyGroup, package="terraformer_ls.cli.data", lazy_commands=_COMMANDS)
def command() -> None:
    """Build data sets to learn from: harvest, generate, mutate, verify, describe."""
