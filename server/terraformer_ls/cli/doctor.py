"""`terraformer-ls doctor`."""

from __future__ import annotations

import platform
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

import click

from terraformer_ls import __version__, paths
from terraformer_ls.cli.settings_file import command_settings
from terraformer_ls.model.weights import find_weights
from terraformer_ls.policy.environment import Unavailable, find_checkov
from terraformer_ls.policy.opa import NoOpa, find_opa
from terraformer_ls.settings import Settings


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that TerraFormer is made of: whether it is there, and what that means."""

    name: str
    present: bool
    detail: str
    needed: bool = True


@click.command("doctor")
def command() -> None:
    """Say what is installed, in which versions, what is missing and how to get it.

    Ends with 0 if nothing that is needed is missing, 1 otherwise.
    """
    found = parts(command_settings())
    for part in found:
        mark, colour = ("✓", "green") if part.present else ("✗", "red" if part.needed else "yellow")
        click.secho(f"{mark} {part.name:<22}", fg=colour, nl=False)
        click.echo(part.detail)
    sys.exit(0 if all(part.present or not part.needed for part in found) else 1)


def report() -> str:
    """The same as the command prints, as plain text."""
    return "\n".join(
        f"{'✓' if part.present else '✗'} {part.name:<22}{part.detail}" for part in parts(Settings())
    )


def parts(settings: Settings) -> list[Part]:
    """Everything that a full TerraFormer has, looked for without starting any of it."""
    return [
        Part("terraformer-ls", True, f"{__version__}, Python {platform.python_version()}"),
        *(_package(name, purpose) for name, purpose in _PACKAGES),
        _checkov(settings),
        _rego(settings),
        _model(),
        _transformers(),
        Part("data folder", True, str(paths.data_folder())),
        Part("log folder", True, str(paths.log_folder())),
    ]


_PACKAGES = (
    ("pygls", "the language server protocol"),
    ("tree-sitter-hcl", "parsing"),
    ("xllamacpp", "running the embedded model"),
)


def _package(name: str, purpose: str) -> Part:
    try:
        return Part(name, True, f"{version(name)}, {purpose}")
    except PackageNotFoundError:
        return Part(name, False, f"missing ({purpose}): pip install {name}")


def _checkov(settings: Settings) -> Part:
    found = find_checkov(settings)
    if isinstance(found, Unavailable):
        return Part("checkov", False, found.reason)
    return Part("checkov", True, f"{found.version}, {found.python}")


def _rego(settings: Settings) -> Part:
    if not settings.opa_path:
        return _package("celine-regorus", "evaluating Rego")
    found = find_opa(settings.opa_path)
    if isinstance(found, NoOpa):
        return Part("opa", False, found.reason)
    return Part("opa", True, f"{found.version}, {found.command}, evaluating Rego")


def _model() -> Part:
    weights = find_weights()
    if weights is None:
        return Part("embedded model", False, "not converted yet: run `terraformer-ls setup`")
    size = weights.stat().st_size / 1e6
    return Part("embedded model", True, f"{weights} ({size:.0f} MB)")


def _transformers() -> Part:
    try:
        return Part("transformers", True, f"{version('transformers')}, torch {version('torch')}")
    except PackageNotFoundError:
        how = "only for models of your own: pip install 'terraformer-ls[transformers]'"
        return Part("transformers", False, how, needed=False)
