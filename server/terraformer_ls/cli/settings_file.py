"""Settings for the command line: from the file that `--settings` or `TERRAFORMER_SETTINGS` names.

The file is JSON and its names are those of the editor's settings, with or without `terraformer.`
before them, so that a part of an editor's `settings.json` can be copied. Without one the defaults
hold; no file is looked for.
"""

from __future__ import annotations

import json
from pathlib import Path

import click

from terraformer_ls.cli.target import fail
from terraformer_ls.engine import Engine
from terraformer_ls.settings import Settings, settings_from

VARIABLE = "TERRAFORMER_SETTINGS"
_PREFIX = "terraformer."


def command_settings() -> Settings:
    """The settings of the command that runs; ends it with a sentence where they can't be used."""
    context = click.get_current_context(silent=True)
    named: object = context.find_root().params.get("settings") if context is not None else None
    if not isinstance(named, Path):
        return Settings()
    try:
        said: object = json.loads(named.read_text(encoding="utf-8"))
    except OSError as error:
        fail(f"the settings in {named} could not be read: {error.strerror}")
    except ValueError as error:
        fail(f"the settings in {named} are not JSON: {error}")
    if not isinstance(said, dict):
        fail(f"the settings in {named} are not an object with names and values")
    section: dict[str, object] = said  # pyright: ignore[reportUnknownVariableType]
    inner = section.get("terraformer")
    if isinstance(inner, dict):
        section = inner  # pyright: ignore[reportUnknownVariableType]
    settings, problems = settings_from(
        {name.removeprefix(_PREFIX): value for name, value in section.items()}
    )
    if problems:
        fail(f"in {named}, {'; '.join(problems)}")
    return settings


def command_engine() -> Engine:
    """An engine with the settings of the command that runs."""
    return Engine(command_settings())
