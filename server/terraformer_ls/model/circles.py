"""Whether an answer goes round in circles: one that takes the likeliest token never gets out."""

from __future__ import annotations

_CIRCLE = 80
_ROUND = 160


def goes_round(text: str) -> bool:
    """Whether the end of a text, at least 160 characters, says the same 80 or less over again."""
    end = text[-_ROUND:]
    before = text[-_ROUND - _CIRCLE :]
    return any(
        before[-_ROUND - circle : -circle] == end for circle in range(1, len(before) - _ROUND + 1)
    )
