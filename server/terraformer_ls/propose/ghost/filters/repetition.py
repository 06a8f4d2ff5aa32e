"""Small models go in circles: what says again what was just said."""

from __future__ import annotations

import re

from terraformer_ls.propose.ghost.filters.draft import Draft
from terraformer_ls.propose.ghost.gap import Gap

_LONGEST_CIRCLE = 4
"""Lines after which a text may begin anew and still be seen to."""

_WITHIN_LINE = re.compile(r"(?P<piece>.{2,}?)(?P=piece){3,}")


def repetition(draft: Draft, gap: Gap) -> str:
    """Up to where the text says again the lines just before, those above the cursor included.

    A line that says one thing four times and more is no line; lines of brackets may repeat.
    """
    above = gap.before.rpartition("\n")[0].split("\n")[-_LONGEST_CIRCLE:]
    first, *others = draft.text.split("\n")
    kept: list[str] = []
    for number, line in enumerate((first, *others)):
        whole = gap.left + line if number == 0 else line
        said = [earlier.strip() for earlier in (*above, *kept)]
        if _repeats_itself(line) or _goes_in_circles(said, whole.strip()):
            break
        kept.append(whole)
    return "\n".join((first, *others)[: len(kept)])


def _repeats_itself(line: str) -> bool:
    """Whether a line says some letters again and again; spaces that align and zeros may."""
    found = _WITHIN_LINE.finditer(" ".join(line.split()))
    return any(character.isalpha() for match in found for character in match["piece"])


def _goes_in_circles(said: list[str], line: str) -> bool:
    """Whether the line is the one before again, or ends a circle of lines said twice."""
    if not any(character.isalnum() for character in line):
        return False
    if said[-1:] == [line]:
        return True
    lines = [*said, line]
    return any(
        len(lines) >= 2 * size
        and lines[-size:] == lines[-2 * size : -size]
        and sum(any(map(str.isalnum, said_line)) for said_line in lines[-size:]) > 1
        for size in range(2, _LONGEST_CIRCLE + 1)
    )
