"""The option that says which split is asked."""

from __future__ import annotations

import click

from terraformer_ls.learn.records import Split

_ALL = "all"

split_option = click.option(
    "--split",
    type=click.Choice([*(str(split) for split in Split), _ALL]),
    default=str(Split.TEST),
    show_default=True,
    help="Which records are asked; only those for tests say something about a trained model.",
)


def split_from(named: str) -> Split | None:
    """The split that the option names; None is all of them."""
    return None if named == _ALL else Split(named)
