"""The words and signs of a request, one by one, with what is a value told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

VALUE = "§"
"""What stands for each value: what is quoted, and what is written in no words of a language."""

_QUOTED = r'"[^"\n]*"|`[^`\n]*`'
_COMPOSED = r"\w+://[^\s,;\"`]*\w|\w+(?:[-._/:@]\w+)+"
_PIECE = re.compile(rf"(?P<value>{_QUOTED}|{_COMPOSED})|[A-Za-z0-9_]+|[^\sA-Za-z0-9_]")
_SPELLED = {"pub/sub": "pubsub", "x-ray": "xray", "customer-managed": "customer managed"}
_SPELLINGS = re.compile("|".join(rf"\b{each}\b" for each in _SPELLED), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """A request in pieces.

    Attributes:
        pieces: the words in lower case, the signs, and `VALUE` for each value.
        values: the same as they were written, without quotes.
    """

    pieces: tuple[str, ...]
    values: tuple[str, ...]


def said_in(words: str) -> Said:
    """The pieces of a request."""
    plain = _SPELLINGS.sub(lambda match: _SPELLED[match[0].lower()], words)
    found = list(_PIECE.finditer(plain))
    return Said(
        tuple(VALUE if match["value"] else match[0].lower() for match in found),
        tuple(match[0].strip('"`') for match in found),
    )


def word_set(words: str) -> frozenset[str]:
    """The words of a text, each once."""
    return frozenset(words.split())
