"""What the file already has right after the cursor."""

from __future__ import annotations

from terraformer_ls.propose.ghost.brackets import CLOSERS
from terraformer_ls.propose.ghost.filters.draft import Draft
from terraformer_ls.propose.ghost.gap import Gap


def suffix_overlap(draft: Draft, gap: Gap) -> str:
    """Without the end that the cursor's line has already, and up to the next line of the file."""
    text = draft.text
    rest = gap.right.strip()
    if rest and text.rstrip().endswith(rest):
        text = text.rstrip()[: -len(rest)]
    below = gap.after.partition("\n")[2] if gap.right or gap.after.startswith(("\n", "\r")) else ""
    following = _words(below.lstrip().partition("\n")[0])
    if not following or following in CLOSERS:
        return text
    lines = text.split("\n")
    for number, line in enumerate(lines):
        whole = gap.left + line if number == 0 else line
        if _words(whole) == following:
            return "\n".join(lines[:number])
    return text


def _words(line: str) -> str:
    """A line without regard to how its `=` is aligned."""
    return " ".join(line.split())
