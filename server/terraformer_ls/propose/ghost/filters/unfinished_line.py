"""Half a line where the model was stopped."""

from __future__ import annotations

from terraformer_ls.propose.ghost.filters.draft import Draft
from terraformer_ls.propose.ghost.gap import Gap


def unfinished_line(draft: Draft, gap: Gap) -> str:
    """The whole lines: the last one of an unfinished draft may lack its end."""
    del gap
    if draft.finished or draft.text.endswith("\n"):
        return draft.text.rstrip()
    return draft.text.rpartition("\n")[0].rstrip()
