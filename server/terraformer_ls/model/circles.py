"""Whether an answer goes round in circles: one that takes the likeliest token never gets out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Circle:
    """What the end of an answer says again and again.

    Attributes:
        start: the index where it begins to.
        length: of one time round.
    """

    start: int
    length: int


def circle_at_end(said: Sequence[object], largest: int = 240, least: int = 160) -> Circle | None:
    """The circle in which the end of an answer goes, None if it goes in none.

    Args:
        said: its characters, or its tokens.
        largest: how many of them a circle may have.
        least: how many at the end must be those of one circle before, and two circles at least.
    """
    for length in range(1, min(largest, len(said) - least) + 1):
        if said[-1 - length] != said[-1]:
            continue  # looked at after every token: most lengths are done with here
        same = max(least, 2 * length)
        if len(said) >= same + length and said[-same - length : -length] == said[-same:]:
            start = len(said) - same - length
            while start and said[start - 1] == said[start - 1 + length]:
                start -= 1
            return Circle(start, length)
    return None


def goes_round(said: Sequence[object], largest: int = 240, least: int = 160) -> bool:
    """Whether the end of an answer says the same over again; see `circle_at_end`."""
    return circle_at_end(said, largest, least) is not None
