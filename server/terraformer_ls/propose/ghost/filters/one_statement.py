"""One statement where no more is wanted."""

from __future__ import annotations

from terraformer_ls.propose.ghost.filters.draft import Draft
from terraformer_ls.propose.ghost.gap import Extent, Gap


def one_statement(draft: Draft, gap: Gap) -> str:
    """The rest of the cursor's line, with the lines up to where the brackets opened in it close.

    As many lines as there are where a body or block is wanted.
    """
    if gap.extent is not Extent.LINE:
        return draft.text
    text = draft.text.lstrip("\n") if gap.starts_line else draft.text
    lines = text.split("\n")
    nesting = gap.nesting
    for count, line in enumerate(lines[:-1], 1):
        nesting = nesting.after(line + "\n")
        if nesting.depth <= gap.nesting.depth and not nesting.heredoc:
            # The line's end stays: it tells the filter for unfinished lines that this is none.
            return "\n".join(lines[:count]).rstrip() + "\n"
    return text.rstrip(" \t")
