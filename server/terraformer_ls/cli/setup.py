"""`terraformer-ls setup`."""

from __future__ import annotations

import sys

import click

from terraformer_ls.cli.progress import bar
from terraformer_ls.cli.settings_file import command_settings
from terraformer_ls.model.protocol import ModelUnavailable
from terraformer_ls.model.weights import ensure_weights, find_weights
from terraformer_ls.policy.environment import (
    CheckovEnvironment,
    Unavailable,
    ensure_environment,
    find_checkov,
)


@click.command("setup")
def command() -> None:
    """Fetch what is fetched once: Checkov's environment and the embedded model.

    Both go into the user's data folder. What is there already is left as it is. Without Checkov
    the policy stage is skipped; without the model, proposals come from recipes alone.
    """
    problems = [problem for problem in (_set_up_checkov(), _set_up_model()) if problem]
    for problem in problems:
        click.secho(f"terraformer-ls: {problem}", fg="red", err=True)
    sys.exit(2 if problems else 0)


def _set_up_checkov() -> str | None:
    """Make Checkov's environment; returns what went wrong."""
    if isinstance(find_checkov(command_settings()), CheckovEnvironment):
        return _done("Checkov")
    with bar("Checkov") as update:
        made = ensure_environment(on_progress=lambda says, share: update(f"Checkov: {says}", share))
    return made.reason if isinstance(made, Unavailable) else None


def _set_up_model() -> str | None:
    """Fetch and convert the embedded model; returns what went wrong."""
    if find_weights() is not None:
        return _done("embedded model")
    try:
        with bar("embedded model") as update:
            ensure_weights(lambda says, share: update(f"embedded model: {says}", share))
    except ModelUnavailable as error:
        return str(error)
    return None


def _done(name: str) -> None:
    click.secho(f"✓ {name} is set up", fg="green", err=True)
