"""`textDocument/documentSymbol`: a file's outline."""

from __future__ import annotations

from lsprotocol import types

from terraformer_ls.editor.outline import OutlineItem, outline
from terraformer_ls.hcl.document import Document
from terraformer_ls.lsp.cursor import cursor_at
from terraformer_ls.lsp.locations import symbol_kind
from terraformer_ls.lsp.positions import range_of
from terraformer_ls.lsp.session import Session


async def document_symbol(
    session: Session, params: types.DocumentSymbolParams
) -> list[types.DocumentSymbol] | list[types.SymbolInformation]:
    """The blocks of a file with those inside; all in a row for clients that know no tree."""
    uri = params.text_document.uri
    cursor = await cursor_at(session, uri, types.Position(0, 0))
    if cursor is None or not session.settings.language_features_enabled:
        return []
    document = cursor.document
    items = await session.background.run(lambda _: outline(document))
    symbols = [_symbol(session, document, item) for item in items]
    if session.client.capabilities.shows_outline_as_tree:
        return symbols
    return [
        types.SymbolInformation(types.Location(uri, symbol.range), symbol.name, symbol.kind)
        for symbol in symbols
    ]


def _symbol(session: Session, document: Document, item: OutlineItem) -> types.DocumentSymbol:
    return types.DocumentSymbol(
        name=item.name,
        kind=symbol_kind(item.kind),
        range=range_of(document, item.span, session.encoding),
        selection_range=range_of(document, item.name_span, session.encoding),
        children=[_symbol(session, document, inner) for inner in item.children],
    )
