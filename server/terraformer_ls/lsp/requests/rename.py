"""`textDocument/rename`: another name for a symbol, wherever it is used."""

from __future__ import annotations

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from terraformer_ls.editor import navigation
from terraformer_ls.lsp.cursor import cursor_at
from terraformer_ls.lsp.session import Session
from terraformer_ls.lsp.workspace_edit import workspace_edit


async def rename(session: Session, params: types.RenameParams) -> types.WorkspaceEdit | None:
    """The edits in all files; a refusal is an error whose message says why."""
    cursor = await cursor_at(session, params.text_document.uri, params.position)
    if cursor is None or not session.settings.language_features_enabled:
        return None
    await cursor.scope.quick.wait()  # edits are made on the scope's own snapshot
    snapshot = cursor.scope.snapshot
    if snapshot.files.get(cursor.path) is not cursor.document:
        return None  # edited meanwhile
    edits = await session.background.run(
        lambda _: navigation.rename(snapshot, cursor.path, cursor.offset, params.new_name)
    )
    if isinstance(edits, navigation.Refused):
        raise JsonRpcException(edits.reason, types.LSPErrorCodes.RequestFailed.value)
    if cursor.scope.snapshot is not snapshot:
        return None
    return workspace_edit(session, cursor.scope, edits)
