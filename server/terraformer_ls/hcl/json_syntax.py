"""What in a `.tf.json` file is not JSON."""

from __future__ import annotations

import json

from terraformer_ls.hcl.grammar import Problem
from terraformer_ls.hcl.positions import Span

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def json_problems_of(text: bytes) -> tuple[Problem, ...] | None:
    """The first place where a UTF-8 text stops being JSON as Terraform reads it.

    Returns:
        None when the text is nested too deeply to be read here.
    """
    if text.startswith(_BYTE_ORDER_MARK):
        return (Problem(Span(0, len(_BYTE_ORDER_MARK)), "JSON can't start with a byte order mark"),)
    decoded = text.decode("utf-8")
    try:
        value: object = json.loads(decoded, parse_constant=_reject)
    except json.JSONDecodeError as error:
        at = len(decoded[: error.pos].encode())
        return (Problem(Span(at, min(at + 1, len(text))), _sentence(error.msg)),)
    except _NotJsonError as error:
        at = text.find(str(error).encode())
        return (Problem(Span(at, at + len(str(error))), f"{error} is not JSON"),)
    except RecursionError:
        return None
    if not isinstance(value, dict | list):
        return (Problem(Span(0, len(text)), "Expected a JSON object: { }"),)
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
    "Invalid \\escape": "JSON has no such escape sequence",
    "Invalid \\uXXXX escape": "Expected four hexadecimal digits after \\u",
    "Illegal trailing comma before end of object": "JSON allows no comma before }",
    "Illegal trailing comma before end of array": "JSON allows no comma before ]",
}


def _sentence(message: str) -> str:
    return _SENTENCES.get(message, message)
