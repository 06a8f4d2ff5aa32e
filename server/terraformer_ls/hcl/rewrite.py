"""Edits of blocks and attributes that leave everything else as the author wrote it.

Each function returns one edit on the document it was given. New text takes its indentation, its
alignment and its line ends from its neighbours, as `terraform fmt` would lay it; where the new
argument's name is too long for its neighbours' column, they are moved with it.
"""

from __future__ import annotations

import re

from terraformer_ls.hcl.blocks import Attribute, Block
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.hcl.positions import Span

_INDENT = "  "
_HEREDOC = re.compile(r"<<-?([\w-]+)[ \t]*$")
_COMMENT_OR_NOTHING = re.compile(rb"[ \t]*(?:(?:#|//).*)?")


def set_value(attribute: Attribute, value: str) -> TextEdit:
    """Replace an attribute's value, keeping its name, alignment and trailing comment."""
    return TextEdit(attribute.value_span, value)


def insert_attribute(document: Document, block: Block, name: str, value: str) -> TextEdit:
    """Add `name = value` after the block's last attribute that stands before its nested blocks."""
    if _is_on_one_line(document, block):
        members = [*_aligned([*_members(document, block), (name, value)])]
        return _body_of(document, block, "\n".join(members))
    first_inner = min((inner.span.start for inner in block.blocks), default=block.body.end)
    before = [found for found in block.attributes if found.span.end <= first_inner]
    if not before:
        return _at_start(document, block, f"{name} = {value}")
    group = _group_ending_with(document, before) if "\n" not in value else []
    columns = {_equals_column(document, member) for member in group}
    widest = max((len(member.name) for member in group), default=0)
    if columns != {widest + 1}:  # no column, or not one of terraform fmt's
        return _after(document, before[-1].span, f"{name} = {value}")
    new = f"{name.ljust(widest)} = {value}"
    if len(name) <= widest:
        return _after(document, before[-1].span, new)
    start, end = group[0].name_span.start, _end_of_line(document, before[-1].span.end)
    moved, at = "", start
    for member in group:
        moved += _text(document, at, member.name_span.end) + " " * (len(name) - widest)
        at = member.name_span.end
    moved += _text(document, at, end)
    indent = _lead(document, before[-1].span.start)
    return TextEdit(Span(start, end), moved + _newline(document) + indent + new)


def insert_block(document: Document, block: Block, text: str) -> TextEdit:
    """Add a nested block, given unindented, after everything that the block holds."""
    if _is_on_one_line(document, block):
        members = [f"{name} = {value}" for name, value in _members(document, block)]
        separator = "\n\n" if members else ""
        return _body_of(document, block, "\n".join(members) + separator + text)
    members = [*(a.span for a in block.attributes), *(b.span for b in block.blocks)]
    if not members:
        return _at_start(document, block, text)
    return _after(document, max(members, key=lambda span: span.end), f"\n{text}")


def insert_comment(document: Document, block: Block, comment: str) -> TextEdit:
    """Add `# comment` as the first line of a block's body."""
    newline = _newline(document)
    outer = _lead(document, block.span.start)
    line = f"{newline}{outer}{_INDENT}# {comment}"
    if _is_on_one_line(document, block):
        body = _text(document, block.body.start, block.body.end).strip()
        rest = f"{newline}{outer}{_INDENT}{body}" if body else ""
        return TextEdit(block.body, f"{line}{rest}{newline}{outer}")
    at = block.body.start
    end = _end_of_line(document, at)
    if _COMMENT_OR_NOTHING.fullmatch(document.text[at:end]):
        at = end
    return TextEdit(Span(at, at), line)


def insert_after_block(document: Document, block: Block, text: str) -> TextEdit:
    """Add a top-level block after another one, with an empty line between."""
    end = _end_of_line(document, block.span.end)
    newline = _newline(document)
    body = text.strip("\n").replace("\n", newline)
    return TextEdit(Span(end, end), f"{newline}{newline}{body}")


def append_block(document: Document, text: str) -> TextEdit:
    """Add a top-level block at the end of a file, with an empty line between."""
    newline = _newline(document)
    end = len(document.text)
    lines = document.text.replace(b"\r\n", b"\n")
    missing = 0 if not lines.strip() or lines.endswith(b"\n\n") else 2 - lines.endswith(b"\n")
    body = text.strip("\n").replace("\n", newline)
    return TextEdit(Span(end, end), newline * missing + body + newline)


def remove_attribute(document: Document, attribute: Attribute) -> TextEdit:
    """Remove an attribute with its line and the comment on it, or alone where it shares the line.

    Of two empty lines that would meet, one goes too.
    """
    return _removal(document, attribute.span)


def remove_block(document: Document, block: Block) -> TextEdit:
    """Remove a block with its lines; of two empty lines that would meet, one goes too."""
    return _removal(document, block.span)


def rename_attribute(document: Document, attribute: Attribute, name: str) -> TextEdit:
    """Give an attribute another name; its `=` stays in its column where the name fits."""
    equals = attribute.name_span.start + _equals_column(document, attribute)
    columns = len(_text(document, attribute.name_span.start, equals))
    return TextEdit(Span(attribute.name_span.start, equals), name.ljust(columns - 1) + " ")


def rename_block(block: Block, type_: str) -> TextEdit:
    """Give a block another type."""
    return TextEdit(block.type_span, type_)


def rename_label(block: Block, index: int, label: str) -> TextEdit:
    """Give a block another label, the first being 0; the caller has escaped it if need be."""
    return TextEdit(block.label_spans[index], f'"{label}"')


def _is_on_one_line(document: Document, block: Block) -> bool:
    return block.closed and b"\n" not in document.text[block.body.start : block.body.end]


def _members(document: Document, block: Block) -> list[tuple[str, str]]:
    return [
        (found.name, _text(document, found.value_span.start, found.value_span.end))
        for found in block.attributes
    ]


def _aligned(members: list[tuple[str, str]]) -> list[str]:
    widest = max(len(name) for name, value in members if "\n" not in value or len(members) == 1)
    return [f"{name.ljust(widest)} = {value}" for name, value in members]


def _body_of(document: Document, block: Block, text: str) -> TextEdit:
    """Replace what is between the braces of a one-line block by lines of its own."""
    newline = _newline(document)
    outer = _lead(document, block.span.start)
    body = _indented(text, outer + _INDENT, newline)
    return TextEdit(block.body, f"{newline}{body}{newline}{outer}")


def _group_ending_with(document: Document, attributes: list[Attribute]) -> list[Attribute]:
    """The last attribute and those on the lines right above it, as far as they share a column.

    A value of several lines takes its attribute out of the column, a heredoc does not.
    """
    group: list[Attribute] = []
    for attribute in reversed(attributes):
        first = document.lines.line_of(attribute.span.start)
        last = document.lines.line_of(attribute.span.end)
        if last != first and not document.text.startswith(b"<<", attribute.value_span.start):
            break
        if group and document.lines.line_of(group[0].span.start) != last + 1:
            break
        group.insert(0, attribute)
    return group


def _removal(document: Document, span: Span) -> TextEdit:
    text = document.text
    start = text.rfind(b"\n", 0, span.start) + 1
    end = _end_of_line(document, span.end)
    if text[start : span.start].strip() or not _COMMENT_OR_NOTHING.fullmatch(text[span.end : end]):
        before = span.start - len(text[: span.start]) + len(text[: span.start].rstrip(b" \t"))
        after = span.end + len(text[span.end :]) - len(text[span.end :].lstrip(b" \t"))
        return TextEdit(Span(before, after), "")
    next_line = text.find(b"\n", end) + 1 or len(text)
    above = text[:start].splitlines(keepends=True)[-1:]
    below = text[next_line : _end_of_line(document, next_line)].strip()
    if above and not above[0].strip() and (not below or below.startswith(b"}")):
        start -= len(above[0])
    elif above and above[0].rstrip().endswith(b"{") and not below:
        next_line = text.find(b"\n", next_line) + 1 or len(text)
    return TextEdit(Span(start, next_line), "")


def _after(document: Document, span: Span, text: str) -> TextEdit:
    """`text` on lines of its own after a member of a block, indented as that member is."""
    newline = _newline(document)
    end = _end_of_line(document, span.end)
    body = _indented(text, _lead(document, span.start), newline)
    return TextEdit(Span(end, end), newline + body)


def _at_start(document: Document, block: Block, text: str) -> TextEdit:
    """`text` as the first member of a body that has none before it, after the comments there."""
    newline = _newline(document)
    outer = _lead(document, block.span.start)
    at = _end_of_line(document, block.body.start)
    while True:
        next_line = document.text.find(b"\n", at) + 1
        end = _end_of_line(document, next_line)
        if not next_line or end > block.body.end:
            break
        line = document.text[next_line:end].strip()
        if not line or not _COMMENT_OR_NOTHING.fullmatch(line):
            break
        at = end
    next_line = document.text.find(b"\n", at) + 1
    below = document.text[next_line : _end_of_line(document, next_line)].strip()
    separator = newline if block.blocks and below else ""
    return TextEdit(Span(at, at), newline + _indented(text, outer + _INDENT, newline) + separator)


def _equals_column(document: Document, attribute: Attribute) -> int:
    """How many bytes stand between a name's start and its `=`."""
    start = attribute.name_span.start
    return document.text.index(b"=", attribute.name_span.end) - start


def _lead(document: Document, offset: int) -> str:
    """The space before the first thing on the line of an offset."""
    line = document.text[document.text.rfind(b"\n", 0, offset) + 1 : offset]
    return line[: len(line) - len(line.lstrip(b" \t"))].decode()


def _indented(text: str, indent: str, newline: str) -> str:
    """The text's lines with `indent` before each, except in heredocs, where it would be content."""
    lines: list[str] = []
    marker = ""
    for line in text.split("\n"):
        lines.append(line if marker or not line else indent + line)
        if marker:
            marker = "" if line.strip() == marker else marker
        elif opened := _HEREDOC.search(line):
            marker = opened[1]
    return newline.join(lines)


def _text(document: Document, start: int, end: int) -> str:
    return document.text[start:end].decode("utf-8", errors="surrogateescape")


def _end_of_line(document: Document, offset: int) -> int:
    """Where the line of an offset ends, before its line end."""
    end = document.text.find(b"\n", offset)
    end = len(document.text) if end < 0 else end
    return end - 1 if end > offset and document.text[end - 1 : end] == b"\r" else end


def _newline(document: Document) -> str:
    return "\r\n" if b"\r\n" in document.text else "\n"
