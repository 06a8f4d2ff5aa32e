"""`textDocument/hover`: what is known about the word under the cursor."""

from __future__ import annotations

from lsprotocol import types

from terraformer_ls.editor import hover as knowledge
from terraformer_ls.lsp.cursor import cursor_at
from terraformer_ls.lsp.positions import range_of
from terraformer_ls.lsp.session import Session


async def hover(session: Session, params: types.HoverParams) -> types.Hover | None:
    """Markdown from the provider's schema, or about what the workspace declares."""
    cursor = await cursor_at(session, params.text_document.uri, params.position)
    if cursor is None or not session.settings.language_features_enabled:
        return None
    found = await session.background.run(
        lambda _: knowledge.hover(cursor.snapshot, cursor.path, cursor.offset)
    )
    if found is None:
        return None
    markdown = session.client.capabilities.hovers_in_markdown
    kind = types.MarkupKind.Markdown if markdown else types.MarkupKind.PlainText
    return types.Hover(
        types.MarkupContent(kind, found.markdown),
        range_of(cursor.document, found.span, session.encoding),
    )
