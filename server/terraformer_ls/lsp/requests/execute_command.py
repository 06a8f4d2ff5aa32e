"""`workspace/executeCommand`: the commands, by name."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from terraformer_ls.lsp.commands import accepted, doctor, generate, setup, verify
from terraformer_ls.lsp.session import Session

Command = Callable[[Session, Mapping[str, object], types.ProgressToken | None], Awaitable[object]]

COMMANDS: Mapping[str, Command] = {
    "terraformer.accepted": accepted.accepted,
    "terraformer.doctor": doctor.doctor,
    "terraformer.generate": generate.generate_from_words,
    "terraformer.setup": setup.setup,
    "terraformer.verify": verify.verify,
}


async def execute_command(session: Session, params: types.ExecuteCommandParams) -> object:
    """The answer of a command, whose one argument is an object of named values."""
    command = COMMANDS.get(params.command)
    if command is None:
        raise JsonRpcInvalidParams(f"TerraFormer has no command {params.command!r}")
    given: object = params.arguments[0] if params.arguments else {}
    if not isinstance(given, Mapping):
        raise JsonRpcInvalidParams(f"{params.command} takes one object as its argument")
    arguments: Mapping[str, object] = given  # pyright: ignore[reportUnknownVariableType]
    return await command(session, arguments, params.work_done_token)
