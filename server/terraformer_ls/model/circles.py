"""Whether an answer goes round in circles: one that takes the likeliest token never gets out."""

from __future__ import annotations

from collections.abc import Sequence


def goes_round(said: Sequence[object], largest: int = 80, least: int = 160) -> bool:
    """Whether the end of an answer says the same over again.

    Args:
        said: its characters, or its tokens.
        largest: how many of them a circle may have.
        least: how many at the end must be those of one circle before.
    """
    last = said[-least - largest :]
    return any(
        last[-least - circle : -circle] == last[-least:]
        for circle in range(1, len(last) - least + 1)
    )
