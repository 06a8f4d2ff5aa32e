"""Offsets, spans, lines and columns, in one place.

Inside TerraFormer a place in a file is a byte offset into its UTF-8 text, as in tree-sitter. Lines
and columns exist at the edges only: code points, counted from 1, on the command line; UTF-16 code
units (or what the client asked for), counted from 0, in the protocol.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum


class Encoding(StrEnum):
    """The unit that a column counts, by its name in the protocol."""

    UTF8 = "utf-8"
    UTF16 = "utf-16"
    UTF32 = "utf-32"


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """A half-open range of byte offsets."""

    start: int
    end: int

    def contains(self, offset: int) -> bool:
        """Whether `offset` lies inside or at the end (where a cursor still touches it)."""
        return self.start <= offset <= self.end

    def encloses(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether they share a byte, or touch where one is empty."""
        if self.start == self.end or other.start == other.end:
            return self.start <= other.end and other.start <= self.end
        return self.start < other.end and other.start < self.end

    def moved(self, by: int) -> Span:
        """The same length, `by` bytes further."""
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, order=True, slots=True)
class Position:
    """A line and a column, both from 0; what a column counts is said where one is made."""

    line: int
    column: int


class LineIndex:
    """Where each line of a text starts: `\\n`, `\\r\\n` and a lone `\\r` end lines, as in LSP."""

    __slots__ = ("_ascii", "_starts", "_text")

    def __init__(self, text: bytes) -> None:
        self._text = text
        self._ascii = text.isascii()
        starts = [0]
        append = starts.append
        if b"\r" not in text:
            at = text.find(b"\n")
            while at >= 0:
                append(at + 1)
                at = text.find(b"\n", at + 1)
        else:
            for line in text.splitlines(keepends=True):  # bytes: splits at \n, \r and \r\n alone
                append(starts[-1] + len(line))
            if starts[-1] == len(text) and not text.endswith((b"\n", b"\r")):
                starts.pop()
        self._starts = starts

    @property
    def line_count(self) -> int:
        """How many lines there are, an empty last one included."""
        return len(self._starts)

    def line_of(self, offset: int) -> int:
        """The line, from 0, on which a byte offset lies."""
        return bisect_right(self._starts, offset) - 1

    def line_span(self, line: int) -> Span:
        """The bytes of a line without its line end."""
        start = self._starts[line]
        end = self._starts[line + 1] if line + 1 < len(self._starts) else len(self._text)
        while end > start and self._text[end - 1] in b"\r\n":
            end -= 1
        return Span(start, end)

    def position(self, offset: int, encoding: Encoding) -> Position:
        """The line and column of a byte offset; an offset past the end is the end."""
        offset = max(0, min(offset, len(self._text)))
        line = self.line_of(offset)
        start = self._starts[line]
        if self._ascii or encoding is Encoding.UTF8:
            return Position(line, offset - start)
        before = self._text[start:offset].decode("utf-8", errors="replace")
        if encoding is Encoding.UTF32:
            return Position(line, len(before))
        return Position(line, sum(2 if character > "\uffff" else 1 for character in before))

    def offset(self, position: Position, encoding: Encoding) -> int:
        """The byte offset of a line and column; past a line's end means its end, as in LSP.

        A column inside a character (half a surrogate pair) means that character's start.
        """
        if position.line < 0:
            return 0
        if position.line >= len(self._starts):
            return len(self._text)
        span = self.line_span(position.line)
        if self._ascii or encoding is Encoding.UTF8:
            return min(span.start + max(0, position.column), span.end)
        line = self._text[span.start : span.end].decode("utf-8", errors="replace")
        at, left = span.start, position.column
        for character in line:
            left -= 2 if encoding is Encoding.UTF16 and character > "\uffff" else 1
            if left < 0:
                break
            at += len(character.encode("utf-8"))
        return min(at, span.end)
