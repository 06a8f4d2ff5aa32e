"""`textDocument/prepareRename`: whether, and which word, a rename would change."""

from __future__ import annotations

from lsprotocol import types

from terraformer_ls.editor.navigation import renamable
from terraformer_ls.lsp.cursor import cursor_at
from terraformer_ls.lsp.positions import range_of
from terraformer_ls.lsp.session import Session


async def prepare_rename(
    session: Session, params: types.PrepareRenameParams
) -> types.PrepareRenamePlaceholder | None:
    """The name under the cursor, if this workspace declares it."""
    cursor = await cursor_at(session, params.text_document.uri, params.position)
    if cursor is None or not session.settings.language_features_enabled:
        return None
    found = await session.background.run(
        lambda _: renamable(cursor.snapshot, cursor.path, cursor.offset)
    )
    if found is None:
        return None
    return types.PrepareRenamePlaceholder(
        range_of(cursor.document, found.span, session.encoding), found.name
    )
