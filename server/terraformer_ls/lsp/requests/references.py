"""`textDocument/references`: every place that names the symbol under the cursor."""

from __future__ import annotations

from lsprotocol import types

from terraformer_ls.editor import navigation
from terraformer_ls.lsp.cursor import cursor_at
from terraformer_ls.lsp.locations import location_of
from terraformer_ls.lsp.session import Session


async def references(session: Session, params: types.ReferenceParams) -> list[types.Location]:
    """The uses in all files of the module, in its callers and in variable files."""
    cursor = await cursor_at(session, params.text_document.uri, params.position)
    if cursor is None or not session.settings.language_features_enabled:
        return []
    found = await session.background.run(
        lambda _: navigation.references(
            cursor.snapshot,
            cursor.path,
            cursor.offset,
            with_declaration=params.context.include_declaration,
        )
    )
    return [
        location_of(session, cursor.scope, cursor.snapshot, place.file, place.span)
        for place in found
    ]
