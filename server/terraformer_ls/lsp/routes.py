"""Which handler answers which method: the whole protocol that we speak, in one table.

A handler is a function named as its file: `requests.code_action` is `code_action` in
`requests/code_action.py`. It gets the session and the method's parameters. A plain function changes
the session and is done at once; a coroutine awaits slow work, and is cancelled when the client
cancels its request. Handlers are imported when they are first called: `initialize` is answered
before any of them is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from lsprotocol import types


@dataclass(frozen=True)
class Route:
    """A method, where its handler is, and what is announced about it in `initialize`."""

    method: str
    module: str
    options: object | None = None

    @property
    def handler(self) -> Callable[..., object]:
        """The function that handles the method."""
        return resolve(self.module)


def resolve(module: str) -> Callable[..., object]:
    """The function that a module of this package is named after."""
    return getattr(import_module(f"{__package__}.{module}"), module.rpartition(".")[2])


SUPPRESS = "terraformer.suppress"
"""A command, and a kind of code action of its own: who asks for quick fixes is not given it."""

FIX = "terraformer.fix"
"""A command, and a kind of code action of its own: fix all that is found in a block, a file or a
module."""

MUTATE = "terraformer.mutate"
"""A command, and a kind of code action: change a block as the user's own words say."""

GENERATE = "terraformer.generate"
"""A command, and a kind of code action: make what a comment or selected words ask for."""

FIX_ALL = "source.fixAll.terraformer"
"""The protocol's kind for all fixes of a file, as asked for on saving."""

NOTIFICATIONS = (
    Route(types.INITIALIZED, "notifications.initialized"),
    Route(types.TEXT_DOCUMENT_DID_OPEN, "notifications.did_open"),
    Route(types.TEXT_DOCUMENT_DID_CHANGE, "notifications.did_change"),
    Route(types.TEXT_DOCUMENT_DID_CLOSE, "notifications.did_close"),
    Route(
        types.TEXT_DOCUMENT_DID_SAVE,
        "notifications.did_save",
        types.SaveOptions(include_text=False),
    ),
    Route(types.WORKSPACE_DID_CHANGE_CONFIGURATION, "notifications.did_change_configuration"),
    Route(types.WORKSPACE_DID_CHANGE_WATCHED_FILES, "notifications.did_change_watched_files"),
    Route(
        types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS,
        "notifications.did_change_workspace_folders",
    ),
)

REQUESTS = (
    Route(
        types.TEXT_DOCUMENT_CODE_ACTION,
        "requests.code_action",
        types.CodeActionOptions(
            code_action_kinds=[
                types.CodeActionKind.QuickFix,
                FIX_ALL,
                FIX,
                MUTATE,
                GENERATE,
                SUPPRESS,
            ]
        ),
    ),
    Route(
        types.TEXT_DOCUMENT_INLINE_COMPLETION,
        "requests.inline_completion",
        types.InlineCompletionOptions(),
    ),
    Route(types.TEXT_DOCUMENT_CODE_LENS, "requests.code_lens", types.CodeLensOptions()),
    Route(types.WORKSPACE_TEXT_DOCUMENT_CONTENT, "requests.text_document_content"),
    Route(types.WORKSPACE_EXECUTE_COMMAND, "requests.execute_command"),
)

LANGUAGE_FEATURES = (
    Route(
        types.TEXT_DOCUMENT_COMPLETION,
        "requests.completion",
        types.CompletionOptions(trigger_characters=[".", '"', "{"]),
    ),
    Route(types.TEXT_DOCUMENT_HOVER, "requests.hover"),
    Route(types.TEXT_DOCUMENT_DEFINITION, "requests.definition"),
    Route(types.TEXT_DOCUMENT_REFERENCES, "requests.references"),
    Route(types.TEXT_DOCUMENT_PREPARE_RENAME, "requests.prepare_rename"),
    Route(types.TEXT_DOCUMENT_RENAME, "requests.rename"),
    Route(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, "requests.document_symbol"),
    Route(types.WORKSPACE_SYMBOL, "requests.symbol"),
    Route(types.TEXT_DOCUMENT_FOLDING_RANGE, "requests.folding_range"),
)
"""Announced unless the client begins with them switched off, as beside another server for
Terraform: what two servers offer, the user would see twice."""

PULLED_DIAGNOSTICS = (
    Route(
        types.TEXT_DOCUMENT_DIAGNOSTIC,
        "requests.document_diagnostic",
        types.DiagnosticOptions(
            inter_file_dependencies=True, workspace_diagnostics=True, identifier="terraformer"
        ),
    ),
    Route(types.WORKSPACE_DIAGNOSTIC, "requests.workspace_diagnostic"),
)
"""Announced only to clients that pull: one that is told of them is not sent any."""

COMMANDS = {
    f"terraformer.{name}": f"commands.{name}"
    for name in (
        "accepted",
        "doctor",
        "fix",
        "generate",
        "mutate",
        "plan",
        "setup",
        "suppress",
        "verify",
    )
}
"""The commands of `workspace/executeCommand`, by what clients call them."""
