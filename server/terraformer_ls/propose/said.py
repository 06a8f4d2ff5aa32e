"""The words and signs of a request, one by one, with what is a value told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

VALUE = "§"
"""What stands for each value: what is quoted, and what is written in no words of a language."""

_QUOTED = r'"[^"\n]*"|`[^`\n]*`'
_COMPOSED = r"\w+://[^\s,;\"`]*\w|\w+(?:[-._/:@]\w+)+"
_SPELLED = {"pub/sub": "pubsub", "x-ray": "xray", "customer-managed": "customer managed"}
"""Words with a sign in them, and the words that they are."""

_WORDS = "|".join(_SPELLED)
_PIECE = re.compile(
    rf"(?P<quoted>{_QUOTED})|(?P<spelled>(?<![-\w./:@])(?:{_WORDS})(?![-\w/:@]|\.\w))"
    rf"|(?P<value>{_COMPOSED})|[A-Za-z0-9_]+|[^\sA-Za-z0-9_]",
    re.IGNORECASE,
)


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
    pieces: list[str] = []
    values: list[str] = []
    for match in _PIECE.finditer(words):
        if match["spelled"]:
            spelled = _SPELLED[match[0].lower()].split()
            pieces += spelled
            values += spelled
        else:
            is_value = match["quoted"] or match["value"]
            pieces.append(VALUE if is_value else match[0].lower())
            values.append(match[0].strip('"`'))
    return Said(tuple(pieces), tuple(values))


def word_set(words: str) -> frozenset[str]:
    """The words of a text, each once."""
    return frozenset(words.split())
