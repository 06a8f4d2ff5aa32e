"""`textDocument/definition`: where the symbol under the cursor is declared."""

from __future__ import annotations

from lsprotocol import types

from terraformer_ls.editor.navigation import definitions
from terraformer_ls.lsp.cursor import cursor_at
from terraformer_ls.lsp.locations import location_of
from terraformer_ls.lsp.session import Session


async def definition(session: Session, params: types.DefinitionParams) -> list[types.Location]:
    """The declaration; several where an override file replaces parts of it."""
    cursor = await cursor_at(session, params.text_document.uri, params.position)
    if cursor is None or not session.settings.language_features_enabled:
        return []
    found = await session.background.run(
        lambda _: definitions(cursor.snapshot, cursor.path, cursor.offset)
    )
    return [
        location_of(session, cursor.scope, cursor.snapshot, place.file, place.span)
        for place in found
    ]
