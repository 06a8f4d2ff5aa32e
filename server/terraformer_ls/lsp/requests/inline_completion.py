"""`textDocument/inlineCompletion`: ghost text."""

from __future__ import annotations

from lsprotocol import types

from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.lsp.cursor import cursor_at
from terraformer_ls.lsp.documents import encoded
from terraformer_ls.lsp.ghost_text import Question
from terraformer_ls.lsp.positions import range_of, span_of
from terraformer_ls.lsp.session import Session

ACCEPTED = "terraformer.accepted"


async def inline_completion(
    session: Session, params: types.InlineCompletionParams
) -> types.InlineCompletionList | None:
    """What may stand at the cursor, several texts if the user asked, one at most otherwise."""
    settings = session.settings
    if not settings.completion_enabled:
        return None
    cursor = await cursor_at(session, params.text_document.uri, params.position)
    if cursor is None:
        return None
    session.reading_ahead.cancel()
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
    question = Question(
        session.engine,
        session.background,
        cursor.snapshot.with_document(cursor.path, continued),
        cursor.path,
        offset,
        on_demand=on_demand,
        quiet=0.0 if _at_line_start(continued, offset) else settings.completion_debounce / 1000,
        adaptive=settings.completion_adaptive_debounce,
    )
    shown = await session.ghost_text.at(question)
    session.tell_notices()
    if shown is None:
        return types.InlineCompletionList(items=[])
    items = [
        types.InlineCompletionItem(
            insert_text=typed + completion.text,
            range=range_of(document, replaced or completion.span, session.encoding),
            command=types.Command(
                title="Completion accepted",
                command=ACCEPTED,
                arguments=[{"shown": shown.number, "number": number}],
            ),
        )
        for number, completion in enumerate(shown.completions)
    ]
    return types.InlineCompletionList(items=items)


def _at_line_start(document: Document, offset: int) -> bool:
    line = document.lines.line_span(document.lines.line_of(offset))
    return not document.text[line.start : offset].strip()
