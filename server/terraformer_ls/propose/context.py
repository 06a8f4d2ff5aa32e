"""What a model is told about a gap's surroundings, ahead of the file's own text.

The layout, in this order, from what changes least to what changes with the block at the cursor:

    # Module: aws_vpc.main, local.tags, var.region          what else is declared, sorted
    # aws_subnet: vpc_id (string, required), cidr_block (string), timeouts {}, ...
    resource "aws_subnet" "b" {                             the nearest similar block
      ...                                                   of the module, else of a
    }                                                       verified example

Comments and blocks are HCL, which every model that reads Terraform can read. Nothing in it depends
on what is typed within a block, so that typing leaves all of it as it was, and what a model's cache
holds of it stays valid until the cursor moves to another block.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePosixPath

from terraformer_ls.hcl.blocks import Block, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.propose.examples import all_examples
from terraformer_ls.schema.lookup import Place, body_at
from terraformer_ls.schema.model import AttributeSchema, BlockSchema
from terraformer_ls.schema.symbols import module_at
from terraformer_ls.workspace.snapshot import Snapshot

_MOST_SYMBOLS = 40
_MOST_NAMES = 40
_LONGEST_BLOCK = 900
"""Characters of a similar block, beyond which it is cut at a line."""

_READ_ANYWAY = 1_500
"""Bytes above the block at the cursor that a model reads in any case."""


def context_for(snapshot: Snapshot, path: str, offset: int) -> str:
    """What is known about the surroundings of a byte offset, as whole lines of HCL; "" if nothing.

    About 2,500 characters at most.
    """
    place = body_at(snapshot, path, offset)
    parts = [_symbols(snapshot, path, place)]
    if place is not None:
        parts += [_schema(place), _similar(snapshot, path, place.top)]
    return "".join(f"{part}\n" for part in parts if part)


def _symbols(snapshot: Snapshot, path: str, place: Place | None) -> str:
    """All that the module declares but the block at the cursor, whose name may be in the making."""
    module = module_at(snapshot, path)
    if module is None:
        return ""
    names = sorted(
        ".".join(address)
        for address, declared in module.declarations.items()
        if address[0] != "output"
        and not any(_is_at_hand(at.block.file, at.block.start, path, place) for at in declared)
    )
    return f"# Module: {', '.join(names[:_MOST_SYMBOLS])}" if names else ""


def _is_at_hand(file: str, start: int, path: str, place: Place | None) -> bool:
    return place is not None and file == path and start == place.top.span.start


def _schema(place: Place) -> str:
    """The arguments and blocks of the body at the cursor, the required ones first."""
    names = [*_settable(place.schema)]
    if not names:
        return ""
    of = ".".join((*place.top.labels[:1], *place.path)) or place.top.type
    more = ", ..." if len(names) > _MOST_NAMES else ""
    return f"# {of}: {', '.join(names[:_MOST_NAMES])}{more}"


def _settable(schema: BlockSchema) -> Iterator[str]:
    attributes = [found for found in schema.attributes.values() if _is_of_use(found)]
    yield from (f"{found.name} ({found.type}, required)" for found in attributes if found.required)
    yield from (f"{nested.name} {{}}" for nested in schema.blocks.values() if nested.min_items > 0)
    yield from (f"{found.name} ({found.type})" for found in attributes if not found.required)
    yield from (f"{nested.name} {{}}" for nested in schema.blocks.values() if not nested.min_items)


def _is_of_use(attribute: AttributeSchema) -> bool:
    return attribute.settable and not attribute.deprecated and attribute.name != "id"


def _similar(snapshot: Snapshot, path: str, top: Block) -> str:
    """The nearest block of the same kind that the model does not read anyway."""
    if not top.labels or top.type not in ("resource", "data", "module"):
        return ""
    return _in_module(snapshot, path, top) or _in_examples(top.type, top.labels[0])


def _in_module(snapshot: Snapshot, path: str, top: Block) -> str:
    folder = PurePosixPath(path).parent
    found: list[tuple[bool, int, str, str]] = []
    for other_path, document in snapshot.hcl_files.items():
        if PurePosixPath(other_path).parent != folder:
            continue
        here = other_path == path
        for block in _alike(document, top.type, top.labels[0]):
            before = top.span.start - block.span.start
            if not here or not 0 <= before <= _READ_ANYWAY:
                text = document.slice(block.node)
                found.append((not here, abs(before) if here else 0, other_path, text))
    return _shortened(min(found)[3]) if found else ""


@lru_cache(maxsize=64)
def _in_examples(type_: str, label: str) -> str:
    for example in all_examples():
        if f'{type_} "{label}"' in example.text:
            document = Document(example.text.encode("utf-8"))
            for block in _alike(document, type_, label):
                return _shortened(document.slice(block.node))
    return ""


def _alike(document: Document, type_: str, label: str) -> Iterator[Block]:
    return (
        block
        for block in top_level_blocks(document)
        if block.type == type_ and block.labels[:1] == (label,) and block.closed
    )


def _shortened(block: str) -> str:
    if len(block) <= _LONGEST_BLOCK:
        return block
    return block[:_LONGEST_BLOCK].rpartition("\n")[0] + "\n  # ...\n}"
