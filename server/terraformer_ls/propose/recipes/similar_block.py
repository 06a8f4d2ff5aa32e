"""Completion without a model: do as the nearest block of the same kind in the module does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terraformer_ls.hcl.blocks import Block, block_at, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.workspace.snapshot import Snapshot

_HALF_TYPED = re.compile(rb"[ \t]*(?P<name>[\w-]*)(?P<equals>[ \t]*=[ \t]*)?\Z")


def similar_block(snapshot: Snapshot, path: str, offset: int) -> Iterator[str]:
    """The rest of the cursor's line, as a similar block of the same folder has it.

    On an empty line that is the first argument that the block at the cursor lacks; after a name and
    `=`, or a part of a name, the argument of that name. Nothing where no block is similar.
    """
    document = snapshot.files[path]
    line = document.lines.line_span(document.lines.line_of(offset))
    typed = _HALF_TYPED.match(document.text[line.start : offset])
    block = block_at(document, offset)
    if typed is None or block is None or document.text[offset : line.end].strip():
        return
    top = next((b for b in top_level_blocks(document) if b.span.contains(offset)), block)
    if top is not block or not block.labels:
        return  # inside a nested block the top-level similar one says nothing
    name = typed["name"].decode()
    has = {attribute.name for attribute in block.attributes}
    for other_document, other in _similar(snapshot, path, document, block):
        for attribute in other.attributes:
            value = other_document.text[
                attribute.value_span.start : attribute.value_span.end
            ].decode("utf-8", "replace")
            if "\n" in value:
                continue
            if typed["equals"] is not None:
                if attribute.name == name:
                    yield value if typed["equals"].endswith((b" ", b"\t")) else f" {value}"
            elif attribute.name not in has and attribute.name.startswith(name):
                yield f"{attribute.name[len(name) :]} = {value}"


def _similar(
    snapshot: Snapshot, path: str, document: Document, block: Block
) -> Iterator[tuple[Document, Block]]:
    """The blocks of the same type and first label in the same folder, this file's nearest first."""
    folder = path.rpartition("/")[0]
    found: list[tuple[bool, int, str, Document, Block]] = []
    for other_path, other_document in snapshot.hcl_files.items():
        if other_path.rpartition("/")[0] != folder:
            continue
        for other in top_level_blocks(other_document):
            same_file = other_document is document
            if (other.type, other.labels[:1]) != (block.type, block.labels[:1]):
                continue
            if same_file and other.span == block.span:
                continue
            distance = abs(other.span.start - block.span.start) if same_file else other.span.start
            found.append((not same_file, distance, other_path, other_document, other))
    for *_, other_document, other in sorted(found, key=lambda item: item[:3]):
        yield other_document, other
