"""Text that adds nothing to a configuration."""

from __future__ import annotations

from terraformer_ls.propose.ghost.brackets import CLOSERS
from terraformer_ls.propose.ghost.filters.draft import Draft
from terraformer_ls.propose.ghost.gap import Extent, Gap


def nothing_new(draft: Draft, gap: Gap) -> str:
    """Nothing if all of it is space and comments, or an empty body; else all of it."""
    lines = [line.strip() for line in draft.text.split("\n")]
    if gap.extent is Extent.LINE and gap.nesting.in_string:
        return draft.text  # a `#` in a string begins no comment
    if all(not line or line.startswith(("#", "//")) for line in lines):
        return ""
    if gap.extent is not Extent.LINE and all(not line or line in CLOSERS for line in lines):
        return ""
    return draft.text
