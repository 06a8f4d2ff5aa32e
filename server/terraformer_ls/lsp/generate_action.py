"""The code action that makes what a comment, or selected words, ask for."""

from __future__ import annotations

import re

from lsprotocol import types

from terraformer_ls.hcl.blocks import top_level_attributes, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.positions import Encoding, Span
from terraformer_ls.lsp.positions import range_of
from terraformer_ls.lsp.routes import GENERATE

_COMMENT = re.compile(rb"[ \t]*(?:#+|//+)[ \t]?(.*)")
_FEW_WORDS = 2
_LONGEST_TITLE = 60


def generate_action(
    uri: str, document: Document, asked: Span, encoding: Encoding
) -> types.CodeAction | None:
    """The action for a cursor in a comment outside of all blocks, or for a selection of words.

    What a comment asks for goes below it; selected words are replaced.
    """
    found = _selected(document, asked) if asked.end > asked.start else None
    found = found or _comment(document, asked)
    if found is None:
        return None
    words, span = found
    if len(words.split()) < _FEW_WORDS:
        return None
    shown = words if len(words) <= _LONGEST_TITLE else f"{words[: _LONGEST_TITLE - 1]}…"
    title = f"Generate with TerraFormer: {shown}"
    arguments = {"uri": uri, "words": words, "range": range_of(document, span, encoding)}
    return types.CodeAction(
        title=title, kind=GENERATE, command=types.Command(title, GENERATE, arguments=[arguments])
    )


def _selected(document: Document, asked: Span) -> tuple[str, Span] | None:
    """Selected words that are no HCL, without the comment marks before them."""
    text = document.text[asked.start : asked.end]
    lines = [_COMMENT.fullmatch(line) for line in text.splitlines() if line.strip()]
    if all(line is not None for line in lines):
        return None  # as a comment it stays
    selected = Document(text)
    is_configuration = top_level_blocks(selected) or top_level_attributes(selected)
    if is_configuration or _is_in_block(document, asked):
        return None
    return _joined(text), asked


def _comment(document: Document, asked: Span) -> tuple[str, Span] | None:
    """The comment lines around a cursor, and the place below them; None where a block follows.

    A comment right above a block describes what is there already.
    """
    lines = document.lines
    at = lines.line_of(asked.start)
    if _is_in_block(document, asked) or _text_of(document, at) is None:
        return None
    first = last = at
    while first > 0 and _text_of(document, first - 1) is not None:
        first -= 1
    while last + 1 < lines.line_count and _text_of(document, last + 1) is not None:
        last += 1
    below = last + 1
    if below < lines.line_count and _line(document, below).strip():
        return None
    words = " ".join(text for n in range(first, last + 1) if (text := _text_of(document, n)))
    end = lines.line_span(below).start if below < lines.line_count else len(document.text)
    return " ".join(words.split()), Span(end, end)


def _is_in_block(document: Document, asked: Span) -> bool:
    return any(block.span.overlaps(asked) for block in top_level_blocks(document))


def _line(document: Document, number: int) -> bytes:
    span = document.lines.line_span(number)
    return document.text[span.start : span.end]


def _text_of(document: Document, number: int) -> str | None:
    found = _COMMENT.fullmatch(_line(document, number))
    return None if found is None else found[1].decode("utf-8", "replace").strip()


def _joined(text: bytes) -> str:
    lines = text.decode("utf-8", "replace").splitlines()
    return " ".join(" ".join(line.strip().lstrip("#/").split()) for line in lines).strip()
