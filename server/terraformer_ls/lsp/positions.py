"""Between our byte spans and the protocol's lines and characters, in the encoding agreed on."""

from __future__ import annotations

from lsprotocol import types

from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.hcl.positions import Encoding, Position, Span


def offset_at(document: Document, position: types.Position, encoding: Encoding) -> int:
    """The byte offset of a protocol position; what lies outside of the text becomes its edge."""
    return document.lines.offset(Position(position.line, position.character), encoding)


def position_at(document: Document, offset: int, encoding: Encoding) -> types.Position:
    """The protocol position of a byte offset."""
    position = document.lines.position(offset, encoding)
    return types.Position(position.line, position.column)


def span_of(document: Document, range_: types.Range, encoding: Encoding) -> Span:
    """The bytes that a protocol range covers; a reversed range is turned round."""
    start = offset_at(document, range_.start, encoding)
    end = offset_at(document, range_.end, encoding)
    return Span(min(start, end), max(start, end))


def range_of(document: Document, span: Span, encoding: Encoding) -> types.Range:
    """The protocol range of a span."""
    return types.Range(
        position_at(document, span.start, encoding), position_at(document, span.end, encoding)
    )


def protocol_edit(document: Document, edit: TextEdit, encoding: Encoding) -> types.TextEdit:
    """A text edit as the protocol has it."""
    return types.TextEdit(range_of(document, edit.span, encoding), edit.new_text)
