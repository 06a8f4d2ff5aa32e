"""All tokens of a text in a row, strings taken apart, for `format.py`.

Made for texts that parse: of others it gives some tokens, but always such that together with the
space between them they are the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from terraformer_ls.hcl.expressions import HEREDOC_TEXT, QUOTED_TEXT


class Kind(Enum):
    """What a token is; operators and brackets are told apart by their text."""

    NAME = auto()
    NUMBER = auto()
    MARK = auto()
    NEWLINE = auto()
    COMMENT = auto()
    OPEN_QUOTE = auto()
    CLOSE_QUOTE = auto()
    OPEN_HEREDOC = auto()
    CLOSE_HEREDOC = auto()
    LITERAL = auto()
    OPEN_TEMPLATE = auto()
    CLOSE_TEMPLATE = auto()


@dataclass(slots=True)
class Token:
    """A token and how many spaces stand before it in its line."""

    kind: Kind
    text: bytes
    spaces: int


_SPACE = re.compile(rb"[ \t]*")
_TOKEN = re.compile(
    rb"""
    (?P<NAME>[A-Za-z_\x80-\xff][A-Za-z0-9_\-\x80-\xff]*)
    | (?P<NUMBER>[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)
    | (?P<NEWLINE>\r?\n)
    | (?P<COMMENT>(?:\#|//)[^\n]*(?:\n|\Z)|/\*.*?\*/)
    | (?P<OPEN_HEREDOC><<-?[A-Za-z_\x80-\xff][A-Za-z0-9_\-\x80-\xff]*\r?\n)
    | (?P<OPEN_QUOTE>")
    | (?P<CLOSE_TEMPLATE>~\})
    | (?P<MARK>==|!=|<=|>=|&&|\|\||=>|\.\.\.|::|.)
    """,
    re.X | re.S,
)
_QUOTE = b'"'


@dataclass(slots=True)
class _Template:
    """An open string: its marker (`"` for a quoted one), and the braces open in its sequence."""

    marker: bytes
    in_sequence: bool = False
    braces: int = 0
    at_line_start: bool = False


def tokens_of(text: bytes) -> list[Token]:
    """The tokens in order; a byte order mark is left out."""
    at = 3 if text.startswith(b"\xef\xbb\xbf") else 0
    tokens: list[Token] = []
    open_templates: list[_Template] = []
    while at < len(text):
        template = open_templates[-1] if open_templates else None
        if template is not None and not template.in_sequence:
            at = _in_string(text, at, template, open_templates, tokens)
            continue
        start = _space_end(text, at)
        found = _TOKEN.match(text, start)
        if found is None:
            break
        kind, value = Kind[found.lastgroup or "MARK"], found.group()
        if kind is Kind.OPEN_QUOTE:
            open_templates.append(_Template(_QUOTE))
        elif kind is Kind.OPEN_HEREDOC:
            marker = value.strip().lstrip(b"<").removeprefix(b"-")
            open_templates.append(_Template(marker, at_line_start=True))
        elif template is not None:
            kind = _in_sequence(template, kind, value)
        tokens.append(Token(kind, value, start - at))
        at = found.end()
    return tokens


def _space_end(text: bytes, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _in_sequence(template: _Template, kind: Kind, value: bytes) -> Kind:
    if value == b"{":
        template.braces += 1
    elif value == b"}" and template.braces:
        template.braces -= 1
    elif value in (b"}", b"~}"):
        template.in_sequence = False
        return Kind.CLOSE_TEMPLATE
    return kind


def _in_string(
    text: bytes, at: int, template: _Template, open_templates: list[_Template], tokens: list[Token]
) -> int:
    """Add the tokens of a string up to its end or the next sequence; where they end."""
    if template.marker == _QUOTE:
        found = QUOTED_TEXT.match(text, at)
        end = found.end() if found else at
        if end > at:
            tokens.append(Token(Kind.LITERAL, text[at:end], 0))
        if text[end : end + 1] != _QUOTE:
            return _open_sequence(text, end, template, tokens)
        tokens.append(Token(Kind.CLOSE_QUOTE, _QUOTE, 0))
        open_templates.pop()
        return end + 1
    if template.at_line_start:
        line_end = text.find(b"\n", at)
        line = text[at : line_end if line_end >= 0 else len(text)]
        if line.strip() == template.marker:
            line = line.removesuffix(b"\r")
            tokens.append(Token(Kind.CLOSE_HEREDOC, line, 0))
            open_templates.pop()
            return at + len(line)
    found = HEREDOC_TEXT.match(text, at)
    end = found.end() if found else at
    template.at_line_start = text[end : end + 1] == b"\n"
    if template.at_line_start:
        end += 1
    if end > at:
        tokens.append(Token(Kind.LITERAL, text[at:end], 0))
        return end
    return _open_sequence(text, end, template, tokens)


def _open_sequence(text: bytes, at: int, template: _Template, tokens: list[Token]) -> int:
    end = min(len(text), at + (3 if text[at + 2 : at + 3] == b"~" else 2))
    template.in_sequence = True
    template.at_line_start = False
    tokens.append(Token(Kind.OPEN_TEMPLATE, text[at:end], 0))
    return end
