"""`textDocument/inlineCompletion`: ghost text."""

from __future__ import annotations

from lsprotocol import types

from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.lsp.cursor import cursor_at
from terraformer_ls.lsp.documents import encoded
from terraformer_ls.lsp.positions import range_of, span_of
from terraformer_ls.lsp.session import Session

ACCEPTED = "terraformer.accepted"


async def inline_completion(
    session: Session, params: types.InlineCompletionParams
) -> types.InlineCompletionList | None:
    """What may stand at the cursor, several texts if the user asked, one at most otherwise."""
    if not session.settings.completion_enabled:
        return None
    cursor = await cursor_at(session, params.text_document.uri, params.position)
    if cursor is None:
        return None
    document = cursor.document
    # The popup's choice counts as typed: what we offer continues it.
    selected = params.context.selected_completion_info
    typed, replaced = "", None
    if selected is not None:
        replaced = span_of(document, selected.range, session.encoding)
        typed = selected.text
        continued = document.edited(TextEdit(replaced, typed))
        offset = replaced.start + len(encoded(typed))
    else:
        continued = document
        offset = cursor.offset
    on_demand = params.context.trigger_kind == types.InlineCompletionTriggerKind.Invoked
    at_once = on_demand or _at_line_start(continued, offset)
    completions = await session.ghost_text.at(
        session.engine,
        session.background,
        cursor.snapshot.with_document(cursor.path, continued),
        cursor.path,
        offset,
        on_demand=on_demand,
        quiet=0.0 if at_once else session.settings.completion_debounce / 1000,
    )
    session.tell_notices()
    items = [
        types.InlineCompletionItem(
            insert_text=typed + completion.text,
            range=range_of(document, replaced or completion.span, session.encoding),
            command=types.Command(title="Completion accepted", command=ACCEPTED),
        )
        for completion in completions
    ]
    return types.InlineCompletionList(items=items)


def _at_line_start(document: Document, offset: int) -> bool:
    line = document.lines.line_span(document.lines.line_of(offset))
    return not document.text[line.start : offset].strip()
