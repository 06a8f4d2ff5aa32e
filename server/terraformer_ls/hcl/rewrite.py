"""Edits of blocks and attributes that leave everything else as the author wrote it.

Each function returns one edit on the document it was given. New text takes its indentation, its
alignment and its line ends from its neighbours, as `terraform fmt` would lay it.
"""

from __future__ import annotations

from terraformer_ls.hcl.blocks import Attribute, Block
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.hcl.positions import Span

_INDENT = "  "


def set_value(attribute: Attribute, value: str) -> TextEdit:
    """Replace an attribute's value, keeping its name, alignment and trailing comment."""
    return TextEdit(attribute.value_span, value)


def insert_attribute(document: Document, block: Block, name: str, value: str) -> TextEdit:
    """Add `name = value` after the block's last attribute that stands before its nested blocks.

    The `=` is aligned with the lines right above where the new name fits their alignment.
    """
    first_inner = min((inner.span.start for inner in block.blocks), default=block.body.end)
    before = [found for found in block.attributes if found.span.end <= first_inner]
    if not before:
        return _at_start(document, block, f"{name} = {value}")
    last = before[-1]
    equals = _equals_column(document, last)
    padded = name.ljust(equals - 1) if equals is not None else name
    return _after(document, last.span, f"{padded} = {value}")


def insert_block(document: Document, block: Block, text: str) -> TextEdit:
    """Add a nested block, given unindented, after everything that the block holds."""
    members = [*(a.span for a in block.attributes), *(b.span for b in block.blocks)]
    if not members:
        return _at_start(document, block, text)
    return _after(document, max(members, key=lambda span: span.end), f"\n{text}")


def insert_after_block(document: Document, block: Block, text: str) -> TextEdit:
    """Add a top-level block after another one, with an empty line between."""
    end = _end_of_line(document, block.span.end)
    newline = _newline(document)
    body = text.strip("\n").replace("\n", newline)
    return TextEdit(Span(end, end), f"{newline}{newline}{body}")


def append_block(document: Document, text: str) -> TextEdit:
    """Add a top-level block at the end of a file, with an empty line between."""
    newline = _newline(document)
    body = text.strip("\n").replace("\n", newline) + newline
    kept = document.text.rstrip()
    separator = newline * 2 if kept else ""
    return TextEdit(Span(len(kept), len(document.text)), separator + body)


def remove_attribute(document: Document, attribute: Attribute) -> TextEdit:
    """Remove an attribute with its line, or alone where it shares the line."""
    start = document.text.rfind(b"\n", 0, attribute.span.start) + 1
    end = _end_of_line(document, attribute.span.end)
    alone = (
        not document.text[start : attribute.span.start].strip()
        and not document.text[attribute.span.end : end].strip()
    )
    if not alone:
        return TextEdit(attribute.span, "")
    return TextEdit(Span(start, document.text.find(b"\n", end) + 1 or len(document.text)), "")


def _after(document: Document, span: Span, text: str) -> TextEdit:
    """`text` on lines of its own after a member of a block, indented as that member is."""
    newline = _newline(document)
    line_start = document.text.rfind(b"\n", 0, span.start) + 1
    lead = document.text[line_start : span.start]
    if lead.strip():  # a one-line block: `x { a = 1 }`
        return TextEdit(Span(span.end, span.end), newline + text.lstrip("\n"))
    end = _end_of_line(document, span.end)
    return TextEdit(Span(end, end), newline + _indented(text, lead.decode(), newline))


def _at_start(document: Document, block: Block, text: str) -> TextEdit:
    """`text` as the first member of an empty body."""
    newline = _newline(document)
    line_start = document.text.rfind(b"\n", 0, block.span.start) + 1
    lead = document.text[line_start : block.span.start].decode()
    outer = lead if not lead.strip() else ""
    start = block.body.start
    first_line_end = _end_of_line(document, start)
    body = _indented(text, outer + _INDENT, newline)
    if b"\n" in document.text[start : block.body.end] and first_line_end < block.body.end:
        return TextEdit(Span(first_line_end, first_line_end), newline + body)
    return TextEdit(block.body, f"{newline}{body}{newline}{outer}")


def _equals_column(document: Document, attribute: Attribute) -> int | None:
    """How many characters stand between a name's start and its `=`."""
    between = document.text[attribute.name_span.start : attribute.value_span.start].decode()
    return between.find("=") if "=" in between else None


def _indented(text: str, indent: str, newline: str) -> str:
    return newline.join(f"{indent}{line}" if line else "" for line in text.split("\n"))


def _end_of_line(document: Document, offset: int) -> int:
    """Where the line of an offset ends, before its line end."""
    end = document.text.find(b"\n", offset)
    end = len(document.text) if end < 0 else end
    return end - 1 if end > offset and document.text[end - 1 : end] == b"\r" else end


def _newline(document: Document) -> str:
    return "\r\n" if b"\r\n" in document.text else "\n"
