"""One line where one line is wanted."""

from __future__ import annotations

from terraformer_ls.propose.ghost.filters.draft import Draft
from terraformer_ls.propose.ghost.gap import Extent, Gap


def one_line(draft: Draft, gap: Gap) -> str:
    """The rest of the cursor's line; as many lines as there are where a body or block is wanted.

    What the model wrote before its first word does not count: it may begin a new line.
    """
    if gap.extent is not Extent.LINE:
        return draft.text
    text = draft.text.lstrip("\n") if gap.starts_line else draft.text
    line, newline, _ = text.partition("\n")
    # Half a line is the next filter's: the line's end, if there is one, tells it that this is none.
    return line.rstrip() + newline
