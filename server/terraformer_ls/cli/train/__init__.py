"""`terraformer-ls train`: one file per way to train."""

from __future__ import annotations

import click

from terraformer_ls.cli.lazy_group import LazyGroup

_COMMANDS = {
    "sft": "Fine-tune a model on a data set.",
    "grpo": "Reinforce a model by the verifier's verdicts on its answers.",
    "export": "Make of a run's result the adapter that ships.",
}


@click.group("train", cls=LazyGroup, package="terraformer_ls.cli.train", lazy_commands=_COMMANDS)
def command() -> None:
    """Teach a model: fine-tuning, and reinforcement by the verifier's verdicts."""
