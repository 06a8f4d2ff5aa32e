"""`textDocument/hover`: what is known about the word under the cursor."""

from __future__ import annotations

from lsprotocol import types

from terraformer_ls.editor import hover as knowledge
from terraformer_ls.lsp.cursor import cursor_at
from terraformer_ls.lsp.explained_findings import explained_findings
from terraformer_ls.lsp.positions import range_of
from terraformer_ls.lsp.session import Session


async def hover(session: Session, params: types.HoverParams) -> types.Hover | None:
    """Markdown about the word, from the provider's schema or the workspace, and about findings."""
    cursor = await cursor_at(session, params.text_document.uri, params.position)
    if cursor is None or not session.settings.language_features_enabled:
        return None
    settings = session.settings
    said = await session.background.run(
        lambda _: [
            knowledge.hover(cursor.snapshot, cursor.path, cursor.offset),
            explained_findings(cursor, settings),
        ]
    )
    parts = [part for part in said if part is not None]
    if not parts:
        return None
    markdown = session.client.capabilities.hovers_in_markdown
    kind = types.MarkupKind.Markdown if markdown else types.MarkupKind.PlainText
    return types.Hover(
        types.MarkupContent(kind, "\n\n---\n\n".join(part.markdown for part in parts)),
        range_of(cursor.document, parts[0].span, session.encoding),
    )
