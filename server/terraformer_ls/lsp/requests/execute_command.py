"""`workspace/executeCommand`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import cast

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from terraformer_ls.lsp.routes import COMMANDS, resolve
from terraformer_ls.lsp.session import Session

Command = Callable[[Session, Mapping[str, object], types.ProgressToken | None], Awaitable[object]]


async def execute_command(session: Session, params: types.ExecuteCommandParams) -> object:
    """The answer of a command, whose one argument is an object of named values."""
    if params.command not in COMMANDS:
        raise JsonRpcInvalidParams(f"TerraFormer has no command {params.command!r}")
    command = cast(Command, resolve(COMMANDS[params.command]))
    given: object = params.arguments[0] if params.arguments else {}
    if not isinstance(given, Mapping):
        raise JsonRpcInvalidParams(f"{params.command} takes one object as its argument")
    arguments: Mapping[str, object] = given  # pyright: ignore[reportUnknownVariableType]
    return await command(session, arguments, params.work_done_token)
