"""A group of commands, one file each, imported when it is asked for."""

from __future__ import annotations

import importlib
from collections.abc import Mapping

import click


class LazyGroup(click.Group):
    """Knows every command's name and help, and imports only the one that runs.

    Args:
        package: where the commands' modules are; each has its command as `command`.
        lazy_commands: the help of each, by name. A dash in a name is `_` in its module's.
        attributes: what `click.Group` takes.
    """

    def __init__(self, *, package: str, lazy_commands: Mapping[str, str], **attributes: object):
        super().__init__(**attributes)  # pyright: ignore[reportArgumentType]
        self._package = package
        self._commands = lazy_commands

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order given."""
        del ctx
        return list(self._commands)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        del ctx
        if cmd_name not in self._commands:
            return None
        module = importlib.import_module(f"{self._package}.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(self._commands.items()))
