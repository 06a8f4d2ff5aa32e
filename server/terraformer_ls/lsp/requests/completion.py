"""`textDocument/completion`: what may be typed, from the schema and the module's own names."""

from __future__ import annotations

import re

from lsprotocol import types

from terraformer_ls.editor.completion import Item, ItemKind, completions
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.lsp.cursor import cursor_at
from terraformer_ls.lsp.positions import protocol_edit
from terraformer_ls.lsp.session import Session

_KINDS = {
    ItemKind.BLOCK: types.CompletionItemKind.Struct,
    ItemKind.ARGUMENT: types.CompletionItemKind.Field,
    ItemKind.TYPE: types.CompletionItemKind.Class,
    ItemKind.VALUE: types.CompletionItemKind.Value,
    ItemKind.REFERENCE: types.CompletionItemKind.Reference,
    ItemKind.ATTRIBUTE: types.CompletionItemKind.Property,
}
_MANY = 100
"""Items from which on there may be more than were given, so that more typing asks again."""

_PLACEHOLDER = re.compile(r"\$(?:\d+|\{\d+(?::((?:[^}\\]|\\.)*))?\})")


async def completion(session: Session, params: types.CompletionParams) -> types.CompletionList:
    """The items at the cursor, required ones first."""
    cursor = await cursor_at(session, params.text_document.uri, params.position)
    if cursor is None or not session.settings.language_features_enabled:
        return types.CompletionList(is_incomplete=False, items=[])
    found = await session.background.run(
        lambda _: completions(cursor.snapshot, cursor.path, cursor.offset)
    )
    items = [_item(session, cursor.document, item, rank) for rank, item in enumerate(found)]
    return types.CompletionList(is_incomplete=len(items) >= _MANY, items=items)


def _item(session: Session, document: Document, item: Item, rank: int) -> types.CompletionItem:
    snippets = session.client.capabilities.expands_snippets
    markdown = session.client.capabilities.completes_in_markdown
    text = item.text if snippets or not item.is_snippet else without_placeholders(item.text)
    edit = protocol_edit(document, TextEdit(item.span, text), session.encoding)
    return types.CompletionItem(
        label=item.label,
        kind=_KINDS[item.kind],
        detail=item.detail or None,
        documentation=types.MarkupContent(types.MarkupKind.Markdown, item.documentation)
        if item.documentation and markdown
        else item.documentation or None,
        tags=[types.CompletionItemTag.Deprecated] if item.deprecated else None,
        sort_text=f"{rank:04}",
        insert_text_format=types.InsertTextFormat.Snippet
        if item.is_snippet and snippets
        else types.InsertTextFormat.PlainText,
        text_edit=edit,
    )


def without_placeholders(snippet: str) -> str:
    """A snippet as plain text, its placeholders replaced by their defaults."""
    plain = _PLACEHOLDER.sub(lambda found: found[1] or "", snippet)
    return re.sub(r"\\([$}\\])", r"\1", plain)
