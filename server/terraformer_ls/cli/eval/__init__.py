"""`terraformer-ls eval`: benchmarks, one file per sub-command."""

from __future__ import annotations

import click

from terraformer_ls.cli.lazy_group import LazyGroup

_COMMANDS = {
    "iac-eval": "IaC-Eval: words to a configuration that plans and passes its policy.",
    "tf-gen": "TF-Gen Test: words to a configuration.",
    "tf-mutn": "TF-Mutn Test: a configuration and an instruction to the changed one.",
    "fix": "Fix rate: a broken configuration and its certificates to one that passes.",
    "complete": "Ghost text at cursors cut from real configurations.",
    "findings": "What `fix` offers for findings, and whether an offer ever does harm.",
    "requests": "What `generate` makes of requests in words, through the whole ladder.",
}


@click.group("eval", cls=LazyGroup, package="terraformer_ls.cli.eval", lazy_commands=_COMMANDS)
def command() -> None:
    """Measure models, and TerraFormer with them, on questions that anyone can ask again."""
