"""`textDocument/foldingRange`: what can be folded."""

from __future__ import annotations

from lsprotocol import types

from terraformer_ls.editor.outline import folds
from terraformer_ls.lsp.cursor import cursor_at
from terraformer_ls.lsp.session import Session


async def folding_range(
    session: Session, params: types.FoldingRangeParams
) -> list[types.FoldingRange]:
    """Whole lines: of a block or list all but the last, which stays in sight; comments as one."""
    cursor = await cursor_at(session, params.text_document.uri, types.Position(0, 0))
    if cursor is None or not session.settings.language_features_enabled:
        return []
    document = cursor.document
    ranges: list[types.FoldingRange] = []
    for span in await session.background.run(lambda _: folds(document)):
        first, last = document.lines.line_of(span.start), document.lines.line_of(span.end)
        comment = document.text[span.start : span.end].lstrip().startswith((b"#", b"//"))
        if not comment:
            last -= 1
        if last > first:
            kind = types.FoldingRangeKind.Comment if comment else None
            ranges.append(types.FoldingRange(first, last, kind=kind))
    return ranges
