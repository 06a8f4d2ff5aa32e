"""Where a diagnostic of Terraform's points in the user's text, also when it does not say.

A range is taken over, and widened where it can hardly be seen. Without a range, the addresses in
the message lead to a block; what points into a text of ours has no place.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from terraformer_ls.hcl.blocks import Attribute, Block, top_level_attributes, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.positions import Span
from terraformer_ls.terraform.module_tree import STUB_FOLDER
from terraformer_ls.terraform.prepare import CONFIGURATIONS, OVERRIDE, Prepared, Root
from terraformer_ls.workspace.snapshot import Snapshot

_ADDRESS = re.compile(r"(?:module\.[\w-]+(?:\[[^\]]*\])?\.)*(?:data\.)?[a-z]\w*\.[\w-]+")


@dataclass(frozen=True)
class Place:
    """Where a diagnostic points: a span of the user's text, in a block of theirs."""

    folder: str
    file: str
    span: Span
    document: Document
    block: Block | None
    attribute: Attribute | None


def place_of(
    diagnostic: Mapping[str, Any], root: Root, prepared: Prepared, snapshot: Snapshot
) -> Place | None:
    """The place of a diagnostic, None when it is in a text of ours."""
    where = diagnostic.get("range")
    if not where:
        return _place_by_address(diagnostic, root, prepared, snapshot)
    laid = os.path.normpath(f"{root.folder}/{where['filename']}").replace(os.sep, "/")
    if laid.startswith(STUB_FOLDER) or laid.endswith((OVERRIDE, CONFIGURATIONS)):
        return None
    path = user_path(laid, prepared)
    document = snapshot.files.get(path)
    if document is None:
        return _place_of_call(laid, root, prepared, snapshot)
    span = Span(where["start"]["byte"], max(where["start"]["byte"], where["end"]["byte"]))
    return _at(document, laid, path, span)


def _at(document: Document, laid: str, path: str, span: Span) -> Place:
    length = len(document.text)
    span = Span(min(span.start, length), min(span.end, length))
    folder = os.path.dirname(laid) or "."  # noqa: PTH120 - a snapshot's path, always with "/"
    if path.endswith(".json"):
        return Place(folder, path, span, document, None, None)
    block = _innermost(top_level_blocks(document), span)
    attribute = None
    if block is not None:
        attribute = next(
            (found for found in block.attributes if found.span.encloses(span)),
            None,
        )
        # What is missing in a block is reported at its brace, which is hard to see.
        if attribute is None and document.text[span.start : span.end] in (b"{", b""):
            brace = document.text[span.start : span.start + 1] == b"{"
            if brace and span.start <= block.header.end:
                span = block.header
        elif not document.text[span.start : span.end].strip():
            # A line that ends too early: mark what there is of it.
            line = document.lines.line_span(document.lines.line_of(span.start))
            text = document.text[line.start : line.end]
            span = Span(line.start + len(text) - len(text.lstrip()), line.end)
    return Place(folder, path, span, document, block, attribute)


def _place_by_address(
    diagnostic: Mapping[str, Any], root: Root, prepared: Prepared, snapshot: Snapshot
) -> Place | None:
    """The block that a diagnostic without a range names, else the root's first file."""
    text = "\n".join(str(diagnostic.get(part, "")) for part in ("address", "summary", "detail"))
    value = re.search(r'variable named "([^"]+)" but a value was found in file "([^"]+)"', text)
    if value is not None:
        file = os.path.normpath(f"{root.folder}/{value[2]}").replace(os.sep, "/")
        if file in snapshot.files:
            return _place_of_value(value[1], file, snapshot.files[file])
    named = sorted(_without_instances(found) for found in _ADDRESS.findall(text))
    own = {path: user_path(path, prepared) for path in own_files(root, prepared)}
    for address in named:
        for laid, path in own.items():
            document = snapshot.files[path]
            if path.endswith(".json"):
                continue
            for block in top_level_blocks(document):
                if address in _addresses(block):
                    return _at(document, laid, path, block.header)
    provider = re.search(r'\bprovider(?:\["| ")[\w./-]*?([\w-]+)"', text)
    for laid, path in own.items():
        document = snapshot.files[path]
        for block in () if path.endswith(".json") else top_level_blocks(document):
            if provider and block.labels and block.labels[0].startswith(provider[1]):
                return _at(document, laid, path, block.header)
    for laid, path in own.items():
        return _at(snapshot.files[path], laid, path, Span(0, 0))
    return None


def _place_of_value(name: str, file: str, document: Document) -> Place:
    """A variable's value in a file of values, the file's start if it is not found there."""
    span = next(
        (found.span for found in top_level_attributes(document) if found.name == name), Span(0, 0)
    )
    return Place(os.path.dirname(file) or ".", file, span, document, None, None)  # noqa: PTH120


def _place_of_call(laid: str, root: Root, prepared: Prepared, snapshot: Snapshot) -> Place | None:
    """The call of the downloaded module in which a diagnostic is."""
    key = re.search(r"\.terraform/modules/([^/.]+)", laid)
    for path in own_files(root, prepared):
        users = user_path(path, prepared)
        document = snapshot.files[users]
        for block in top_level_blocks(document):
            if key and block.type == "module" and block.labels == (key[1],):
                return _at(document, path, users, block.header)
    return None


def own_files(root: Root, prepared: Prepared) -> list[str]:
    """The laid paths of a root's modules' files that are the user's."""
    return [
        path
        for record in root.tree.records
        for path in record.files
        if path not in root.tree.files and path in prepared.layout.files
    ]


def user_path(laid: str, prepared: Prepared) -> str:
    """The user's name of a file that was laid."""
    return prepared.names.get(laid, laid)


def _innermost(blocks: Iterable[Block], span: Span) -> Block | None:
    for block in blocks:
        if block.span.encloses(span):
            return _innermost(block.blocks, span) or block
    return None


def top_block(place: Place) -> Block | None:
    """The top-level block in which a place lies."""
    if place.block is None:
        return None
    return next(
        (block for block in top_level_blocks(place.document) if block.span.encloses(place.span)),
        place.block,
    )


def _addresses(block: Block) -> tuple[str, ...]:
    """The names under which Terraform's messages speak of a block."""
    if block.type == "locals":
        return tuple(f"local.{attribute.name}" for attribute in block.attributes)
    return (block.address,)


def _without_instances(address: str) -> str:
    """An address as in the text of its own module: without module path and instance keys."""
    return re.sub(r"^(?:module\.[\w-]+(?:\[[^\]]*\])?\.)+(?=\w+\.)", "", address)
