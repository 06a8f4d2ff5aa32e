"""Which handler answers which method: the whole protocol that we speak, in one table.

A handler gets the session and the method's parameters. A plain function changes the session and is
done at once; a coroutine awaits slow work, and is cancelled when the client cancels its request.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lsprotocol import types

from terraformer_ls.lsp.notifications.did_change import did_change
from terraformer_ls.lsp.notifications.did_change_configuration import did_change_configuration
from terraformer_ls.lsp.notifications.did_change_watched_files import did_change_watched_files
from terraformer_ls.lsp.notifications.did_change_workspace_folders import (
    did_change_workspace_folders,
)
from terraformer_ls.lsp.notifications.did_close import did_close
from terraformer_ls.lsp.notifications.did_open import did_open
from terraformer_ls.lsp.notifications.did_save import did_save
from terraformer_ls.lsp.notifications.initialized import initialized
from terraformer_ls.lsp.requests.code_action import code_action
from terraformer_ls.lsp.requests.document_diagnostic import document_diagnostic
from terraformer_ls.lsp.requests.execute_command import execute_command
from terraformer_ls.lsp.requests.inline_completion import inline_completion
from terraformer_ls.lsp.requests.workspace_diagnostic import workspace_diagnostic


@dataclass(frozen=True)
class Route:
    """A method, its handler, and what is announced about it in `initialize`."""

    method: str
    handler: Callable[..., object]
    options: object | None = None


NOTIFICATIONS = (
    Route(types.INITIALIZED, initialized),
    Route(types.TEXT_DOCUMENT_DID_OPEN, did_open),
    Route(types.TEXT_DOCUMENT_DID_CHANGE, did_change),
    Route(types.TEXT_DOCUMENT_DID_CLOSE, did_close),
    Route(types.TEXT_DOCUMENT_DID_SAVE, did_save, types.SaveOptions(include_text=False)),
    Route(types.WORKSPACE_DID_CHANGE_CONFIGURATION, did_change_configuration),
    Route(types.WORKSPACE_DID_CHANGE_WATCHED_FILES, did_change_watched_files),
    Route(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS, did_change_workspace_folders),
)

REQUESTS = (
    Route(
        types.TEXT_DOCUMENT_CODE_ACTION,
        code_action,
        types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix]),
    ),
    Route(
        types.TEXT_DOCUMENT_INLINE_COMPLETION, inline_completion, types.InlineCompletionOptions()
    ),
    Route(types.WORKSPACE_EXECUTE_COMMAND, execute_command),
)

PULLED_DIAGNOSTICS = (
    Route(
        types.TEXT_DOCUMENT_DIAGNOSTIC,
        document_diagnostic,
        types.DiagnosticOptions(
            inter_file_dependencies=True, workspace_diagnostics=True, identifier="terraformer"
        ),
    ),
    Route(types.WORKSPACE_DIAGNOSTIC, workspace_diagnostic),
)
"""Announced only to clients that pull: one that is told of them is not sent any."""
