"""Brackets that close too much, and brackets that are missing."""

from __future__ import annotations

from terraformer_ls.propose.ghost.brackets import CLOSER_OF
from terraformer_ls.propose.ghost.filters.draft import Draft
from terraformer_ls.propose.ghost.gap import Extent, Gap


def closing_brackets(draft: Draft, gap: Gap) -> str:
    """Up to the first bracket that closes what the file closes itself after the cursor.

    Where a whole body or block is wanted and the draft is finished, the brackets that would stay
    open are added: a model is stopped right before the last one.
    """
    text = _up_to_foreign_closer(draft.text, gap).rstrip()
    after = gap.nesting.after(text)
    missing = after.depth - (gap.nesting.depth - gap.unclosed)
    if gap.extent is Extent.LINE or not draft.finished or missing <= 0 or after.in_string:
        return text
    if after.open[-1:] != ["{"] or not text.strip():
        return text
    closers = [CLOSER_OF[mark] for mark in reversed(after.open) if mark in CLOSER_OF]
    return "\n".join((text, *closers[:missing]))


def _up_to_foreign_closer(text: str, gap: Gap) -> str:
    nesting = gap.nesting.copy()
    lowest = gap.nesting.depth - gap.unclosed
    for index, fits in nesting.closers(text):
        if not fits or nesting.depth < lowest:
            return text[:index]
    return text
