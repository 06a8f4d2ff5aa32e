"""Comments that tell a checker to be quiet."""

from __future__ import annotations

from terraformer_ls.propose.accept import SILENCERS
from terraformer_ls.propose.ghost.filters.draft import Draft
from terraformer_ls.propose.ghost.gap import Gap


def silencer(draft: Draft, gap: Gap) -> str:
    """Up to the first line that silences a check: that is the author's to decide, not a model's."""
    del gap
    lines = draft.text.split("\n")
    for number, line in enumerate(lines):
        if SILENCERS.search(line.encode("utf-8")):
            return "\n".join(lines[:number])
    return draft.text
