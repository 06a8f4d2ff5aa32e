"""What in a `.tf.json` file is not JSON."""

from __future__ import annotations

import json

from terraformer_ls.hcl.grammar import Problem
from terraformer_ls.hcl.positions import Span


def json_problems_of(text: bytes) -> tuple[Problem, ...] | None:
    """The first place where a UTF-8 text stops being JSON; a parser can't go on after it.

    Returns:
        None when the text is nested too deeply to be read here.
    """
    decoded = text.decode("utf-8-sig")
    offset = len(text) - len(decoded.encode())
    try:
        json.loads(decoded, parse_constant=_reject)
    except json.JSONDecodeError as error:
        at = offset + len(decoded[: error.pos].encode())
        return (Problem(Span(at, min(at + 1, len(text))), _sentence(error.msg)),)
    except _NotJsonError as error:
        at = text.find(str(error).encode())
        return (Problem(Span(at, at + len(str(error))), f"{error} is not JSON"),)
    except RecursionError:
        return None
    return ()


class _NotJsonError(ValueError):
    """A constant that Python's parser knows and JSON doesn't: NaN, Infinity."""


def _reject(constant: str) -> None:
    raise _NotJsonError(constant)


_SENTENCES = {
    "Expecting value": "Expected a JSON value",
    "Expecting property name enclosed in double quotes": "Expected a name in double quotes",
    "Expecting ',' delimiter": "Expected a comma",
    "Expecting ':' delimiter": "Expected a colon",
    "Extra data": "Expected nothing more after the JSON value",
    "Unterminated string starting at": 'This string is not closed: expected a "',
    "Invalid control character at": "A line break or control character must be escaped",
    "Illegal trailing comma before end of object": "JSON allows no comma before }",
    "Illegal trailing comma before end of array": "JSON allows no comma before ]",
}


def _sentence(message: str) -> str:
    return _SENTENCES.get(message, message)
