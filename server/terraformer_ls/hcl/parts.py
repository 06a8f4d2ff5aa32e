"""Trees of the top-level parts of a broken file.

An unclosed bracket makes the tree of a whole file take everything after it for its content. People
start top-level blocks at the start of a line and nothing else looks like that, so a broken file is
cut there and each part is parsed alone: what is broken stays in its part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import tree_sitter

from terraformer_ls.hcl.document import LANGUAGE
from terraformer_ls.hcl.positions import Span

_HEADER = re.compile(
    rb'^[A-Za-z_][\w-]*(?:[ \t]*"[^"\n]*"|[ \t]+[A-Za-z_][\w-]*)*[ \t]*\{', re.MULTILINE
)
_HEREDOC_PARTS = 10  # configuration written in a heredoc is short
_WORD = re.compile(rb'"[^"\n]*"|[\w-]+')


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a text with a tree of its own, whose offsets are those in the whole text.

    `header` runs from a block's type to its opening brace; None for what precedes all blocks.
    """

    span: Span
    header: Span | None
    tree: tree_sitter.Tree


def header_words(text: bytes, header: Span) -> tuple[Span, ...]:
    """The type and the labels in a block's header, quotes included."""
    words = _WORD.finditer(text, header.start, header.end)
    return tuple(Span(word.start(), word.end()) for word in words)


def headers_in(text: bytes) -> tuple[Span, ...]:
    """What looks like a top-level block's header: type, labels and brace from a line's start."""
    return tuple(Span(found.start(), found.end()) for found in _HEADER.finditer(text))


def parse_parts(text: bytes) -> tuple[Part, ...]:
    """The top-level parts of a text in order; together they are the whole text."""
    headers: list[Span | None] = list(headers_in(text))
    if not headers or headers[0] is None or headers[0].start > 0:
        headers = [None, *headers]
    starts = [header.start if header else 0 for header in headers]
    ends = [*starts[1:], len(text)]
    parts: list[Part] = []
    line = number = 0
    while number < len(starts):
        header, start, end = headers[number], starts[number], ends[number]
        tree = _parse(text, start, end, line)
        if tree.root_node.has_error and text.find(b"<<", start, end) >= 0:
            # What looked like a header may be a line of a heredoc that began before it.
            for last in range(number + 1, min(number + _HEREDOC_PARTS, len(ends))):
                longer = _parse(text, start, ends[last], line)
                if not longer.root_node.has_error:
                    tree, end, number = longer, ends[last], last
                    break
        parts.append(Part(Span(start, end), header, tree))
        line += text.count(b"\n", start, end)
        number += 1
    return tuple(parts)


def _parse(text: bytes, start: int, end: int, line: int) -> tree_sitter.Tree:
    last_line = line + text.count(b"\n", start, end)
    column = end - (text.rfind(b"\n", start, end) + 1 or start)
    part = tree_sitter.Range(
        start_point=tree_sitter.Point(line, 0),
        end_point=tree_sitter.Point(last_line, column),
        start_byte=start,
        end_byte=end,
    )
    return tree_sitter.Parser(LANGUAGE, included_ranges=[part]).parse(text)
