"""What is quicker typed than read."""

from __future__ import annotations

from terraformer_ls.propose.ghost.brackets import CLOSERS
from terraformer_ls.propose.ghost.filters.draft import Draft
from terraformer_ls.propose.ghost.gap import Gap

_SHORTEST = 2


def too_short(draft: Draft, gap: Gap) -> str:
    """Nothing if there is but one character, unless that closes a bracket or a string."""
    del gap
    text = draft.text.rstrip(" \t")
    words = text.strip()
    return text if len(words) >= _SHORTEST or words in (*CLOSERS, '"') else ""
