"""The tokens of HCL, one at a time, for `grammar.py` and `expressions.py`.

Newlines are tokens where they end something (in bodies and objects) and nothing elsewhere (in
parentheses, brackets and templates), so whoever parses says which. What is inside strings is not
the scanner's: `expressions.py` moves it over them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NoReturn

from terraformer_ls.hcl.positions import Span

NAME = b"name"
NUMBER = b"number"
HEREDOC = b"heredoc"
NEWLINE = b"newline"
BAD = b"bad"
END = b""

_INLINE_SPACE = re.compile(rb"(?:[ \t]+|/\*.*?\*/)*", re.S)
_ALL_SPACE = re.compile(rb"(?:[ \t]+|\r?\n|(?:\#|//)[^\n]*|/\*.*?\*/)*", re.S)
_TOKEN = re.compile(
    rb"""
    (?P<name>[A-Za-z_\x80-\xff][A-Za-z0-9_\-\x80-\xff]*)
    | (?P<number>[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)
    | (?P<newline>\r?\n|(?:\#|//)[^\n]*(?:\n|\Z))
    | (?P<heredoc><<-?[A-Za-z_\x80-\xff][A-Za-z0-9_\-\x80-\xff]*\r?\n)
    | (?P<mark>==|!=|<=|>=|&&|\|\||=>|\.\.\.|::|/(?!\*)|[-+*%!<>=?:.,()\[\]{}"~])
    """,
    re.X,
)
_KINDS = {"name": NAME, "number": NUMBER, "newline": NEWLINE, "heredoc": HEREDOC}
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_NESTING_LIMIT = 100


class Failure(Exception):
    """A text breaks the grammar: ends the parsing of one item of a body, never leaves `grammar.py`.

    `resume` is where parsing may go on, if whoever failed knows better than the next line.
    """

    def __init__(self, span: Span, message: str, resume: int | None = None) -> None:
        self.span = span
        self.message = message
        self.resume = resume


class NestedTooDeeply(Exception):
    """Brackets or blocks are nested beyond what is parsed here; nothing is known about the text."""


@dataclass(slots=True)
class Scanner:
    """A text and its current token.

    `kind` is one of the constants above or, for operators and brackets, their own text. `at` is
    where the token before ended, `start` and `end` are where the current one lies.
    """

    text: bytes
    newlines: bool = True
    kind: bytes = END
    at: int = 0
    start: int = 0
    end: int = 0
    depth: int = 0

    def __post_init__(self) -> None:
        if self.text.startswith(_BYTE_ORDER_MARK):
            self.at = len(_BYTE_ORDER_MARK)
        self.look()

    def look(self) -> None:
        """Find the current token again: `at` or `newlines` has changed."""
        space = _INLINE_SPACE if self.newlines else _ALL_SPACE
        found = space.match(self.text, self.at)
        self.start = found.end() if found else self.at
        token = _TOKEN.match(self.text, self.start)
        if token is None:
            self.end = min(self.start + 1, len(self.text))
            self.kind = BAD if self.start < len(self.text) else END
            return
        self.end = token.end()
        group = token.lastgroup
        self.kind = token.group() if group == "mark" else _KINDS[group or ""]

    def advance(self) -> None:
        """Go on to the next token."""
        self.at = self.end
        self.look()

    def move_to(self, offset: int) -> None:
        """Go on with the token at or after an offset."""
        self.at = offset
        self.look()

    def sees(self, *kinds: bytes) -> bool:
        """Whether the current token is of one of these kinds."""
        return self.kind in kinds

    def value(self) -> bytes:
        """The current token's text."""
        return self.text[self.start : self.end]

    def is_name(self, name: bytes) -> bool:
        """Whether the current token is that keyword."""
        return self.kind == NAME and self.text[self.start : self.end] == name

    def expect(self, kind: bytes, message: str) -> None:
        """Go past a token of that kind.

        Raises:
            Failure: another token is there; `message` says what was expected.
        """
        if self.kind != kind:
            self.fail(message)
        self.advance()

    def fail(self, message: str) -> NoReturn:
        """Stop at the current token.

        Raises:
            Failure: always. A token that is no HCL at all is named instead of what was expected.
        """
        if self.kind == BAD:
            message = self._describe_bad()
        if self.kind in (NEWLINE, END):  # nothing to underline: point behind what is there
            raise Failure(Span(self.at, self.at), message)
        raise Failure(Span(self.start, self.end), message)

    def enter(self) -> None:
        """Count one more level of nesting; `depth` is the caller's to lower again.

        Raises:
            NestedTooDeeply: this is more than Python's stack is trusted with.
        """
        self.depth += 1
        if self.depth > _NESTING_LIMIT:
            raise NestedTooDeeply

    def _describe_bad(self) -> str:
        character = self.text[self.start : self.start + 1].decode("latin-1")
        if self.text.startswith(b"/*", self.start):
            return "This comment is never closed: expected */"
        if character == "'":
            return "Strings are written in double quotes, not in single ones"
        if character in "&|":
            return f"{character} is no operator here; did you mean {character * 2}?"
        if character == "$":
            return "${ } belongs inside a string; here an expression stands as it is"
        printable = character if character.isprintable() else f"byte 0x{ord(character):02x}"
        return f"The character {printable} has no meaning here"
