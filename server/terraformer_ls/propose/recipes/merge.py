"""Putting arguments and blocks, given as HCL, into a block that may have some of them already.

What is there and says the same stays as it is, what says something else gets the new value, what is
missing is added where it belongs. It knows neither schemas nor policies.
"""

from __future__ import annotations

import re
from textwrap import dedent

from terraformer_ls.hcl.blocks import Attribute, Block, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.edits import TextEdit, apply_edits, minimal_edit
from terraformer_ls.hcl.format import formatted
from terraformer_ls.hcl.positions import Span
from terraformer_ls.hcl.rewrite import insert_attribute, insert_block, set_value

_MOST_STEPS = 60
_ELEMENT = re.compile(r"^\s*(?P<key>\"[^\"]*\"|[\w-]+)\s*=\s*(?P<value>.*?),?\s*$", re.MULTILINE)


def merge(document: Document, block: Block, body: str) -> TextEdit | None:
    """The edit after which a top-level block holds all that `body` says; None if it does already.

    A nested block in `body` is meant for every block of its type that is there; where it has a
    `name`, for the one of that name. What a `dynamic` block makes is left alone.
    """
    wanted_document = Document(f"wanted {{\n{body}\n}}\n".encode())
    wanted = top_level_blocks(wanted_document)[0]
    current, target = document, block
    for _ in range(_MOST_STEPS):
        edit = _next_edit(current, target, wanted_document, wanted)
        if edit is None:
            break
        current = Document(apply_edits(current.text, (edit,)))
        # Edits are inside the block, so it starts where it did.
        target = next(b for b in top_level_blocks(current) if b.span.start == block.span.start)
    # Elements of a map are added without regard to their column.
    is_laid_out = "= {" in body and formatted(document.text) == document.text
    return minimal_edit(document.text, formatted(current.text) if is_laid_out else current.text)


def _next_edit(
    document: Document, block: Block, wanted_document: Document, wanted: Block
) -> TextEdit | None:
    for attribute in wanted.attributes:
        edit = _attribute_edit(
            document, block, attribute, _without_indentation(_value(wanted_document, attribute))
        )
        if edit is not None:
            return edit
    for inner in wanted.blocks:
        if block.attribute(inner.type) is not None or _is_dynamic(block, inner.type):
            continue
        meant = [
            found
            for found in block.blocks_of(inner.type)
            if _name(wanted_document, inner) in ("", _name(document, found))
        ]
        for found in meant:
            edit = _next_edit(document, found, wanted_document, inner)
            if edit is not None:
                return edit
        if not meant:
            text = wanted_document.text[inner.span.start : inner.span.end].decode()
            return insert_block(document, block, _without_indentation(text))
    return None


def _attribute_edit(
    document: Document, block: Block, wanted: Attribute, value: str
) -> TextEdit | None:
    existing = block.attribute(wanted.name)
    if existing is None:
        if block.blocks_of(wanted.name) or _is_dynamic(block, wanted.name):
            return None
        return insert_attribute(document, block, wanted.name, value)
    present = _value(document, existing)
    if value.startswith("{") and present.startswith("{"):
        return _element_edit(document, existing, present, value)
    if present.split() == value.split():
        return None
    line = document.text[document.text.rfind(b"\n", 0, existing.span.start) + 1 :]
    indent = line[: len(line) - len(line.lstrip(b" \t"))].decode()
    return set_value(existing, value.replace("\n", _newline_of(document) + indent))


def _element_edit(
    document: Document, existing: Attribute, present: str, value: str
) -> TextEdit | None:
    """The edit that gives a map written as `{ ... }` the first element that it lacks."""
    for element in _ELEMENT.finditer(value.strip("{}")):
        key = element["key"].strip('"')
        there = re.search(rf'(?<![\w-])"?{re.escape(key)}"?\s*[=:]\s*(?P<value>[^\n,}}]*)', present)
        start = existing.value_span.start
        if there is not None:
            if there["value"].strip() != element["value"]:
                span = Span(start + there.start("value"), start + there.end("value"))
                trailing = " " if there["value"].endswith(" ") else ""
                return TextEdit(span, element["value"] + trailing)
            continue
        inside = present[1:-1].rstrip()
        at = start + 1 + len(inside.encode())
        text = f"{element['key']} = {element['value']}"
        if "\n" not in present:
            comma = "," if inside.strip() and not inside.endswith(",") else ""
            return TextEdit(Span(at, start + len(present.encode()) - 1), f"{comma} {text} ")
        last = inside.rsplit("\n", 1)[-1]
        indent = last[: len(last) - len(last.lstrip())]
        return TextEdit(Span(at, at), _newline_of(document) + indent + text)
    return None


def _newline_of(document: Document) -> str:
    """The line end that the file uses."""
    return "\r\n" if b"\r\n" in document.text else "\n"


def _value(document: Document, attribute: Attribute) -> str:
    span = attribute.value_span
    return document.text[span.start : span.end].decode("utf-8", errors="surrogateescape")


def _name(document: Document, block: Block) -> str:
    attribute = block.attribute("name")
    return _value(document, attribute) if attribute is not None else ""


def _is_dynamic(block: Block, type_: str) -> bool:
    return any(inner.labels == (type_,) for inner in block.blocks_of("dynamic"))


def _without_indentation(text: str) -> str:
    first, newline, rest = text.partition("\n")
    return first + newline + dedent(rest) if newline else text
