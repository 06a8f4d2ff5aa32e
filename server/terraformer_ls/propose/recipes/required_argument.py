"""Completion without a model: the next argument that the block needs, from what the module has.

The provider's schema says what is missing; the value is a reference to the one thing in the module
whose kind the argument's name speaks of (`vpc_id` of `aws_vpc.main`), or a variable of that name.
Where nothing stands out, nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from terraformer_ls.hcl.blocks import Block, top_level_blocks
from terraformer_ls.propose.target_block import schema_of
from terraformer_ls.schema.choose import Choices
from terraformer_ls.workspace.snapshot import Snapshot

_BEFORE_CURSOR = re.compile(rb"[ \t]*(?P<name>\w*)(?P<equals>[ \t]*=[ \t]*)?\Z")
_SUFFIXES = ("id", "arn", "name", "url")


def required_argument(snapshot: Snapshot, path: str, offset: int) -> Iterator[str]:
    """The rest of the cursor's line: `name = reference`, or what is still missing of it."""
    document = snapshot.files[path]
    line = document.lines.line_span(document.lines.line_of(offset))
    typed = _BEFORE_CURSOR.match(document.text[line.start : offset])
    block = next((b for b in top_level_blocks(document) if b.span.contains(offset)), None)
    if typed is None or block is None or document.text[offset : line.end].strip():
        return
    if any(inner.span.contains(offset) for inner in block.blocks):
        return
    choices = Choices(snapshot)
    schema = schema_of(snapshot, path, block, choices)
    if schema is None:
        return
    has = {attribute.name for attribute in block.attributes}
    name = typed["name"].decode()
    for required in schema.required_names():
        if required in schema.blocks:
            continue
        if typed["equals"] is not None:
            if required != name:
                continue
        elif required in has or not required.startswith(name):
            continue
        value = _reference(snapshot, choices, path, block, required)
        if value is None:
            continue
        if typed["equals"] is None:
            yield f"{required[len(name) :]} = {value}"
        else:
            yield value if typed["equals"].endswith((b" ", b"\t")) else f" {value}"


def _reference(
    snapshot: Snapshot, choices: Choices, path: str, block: Block, name: str
) -> str | None:
    """What in the module an argument of this name most likely means, if one thing stands out.

    Of several, the one with the block's own label is meant.
    """
    found: dict[str, str] = {}
    for other_path, document in snapshot.hcl_files.items():
        if other_path.rpartition("/")[0] != path.rpartition("/")[0]:
            continue
        for other in top_level_blocks(document):
            if other.type == "variable" and other.labels == (name,):
                return f"var.{name}"
            attribute = _meant(other, name)
            if attribute is None or other.span == block.span or _has_instances(other):
                continue
            schema = schema_of(snapshot, other_path, other, choices)
            if schema is not None and attribute in schema.attributes:
                found[other.labels[1]] = f"{other.address}.{attribute}"
    if len(found) == 1:
        return next(iter(found.values()))
    return found.get(block.labels[-1])


def _meant(other: Block, name: str) -> str | None:
    """The attribute of a block that an argument of this name would refer to, if any."""
    if len(other.labels) != 2:
        return None
    if other.type == "data":
        is_policy = other.labels[0] == "aws_iam_policy_document" and name.endswith("policy")
        return "json" if is_policy else None
    if other.type != "resource":
        return None
    stem, _, suffix = name.rpartition("_")
    kind, attribute = (stem, suffix) if suffix in _SUFFIXES and stem else (name, "id")
    return attribute if other.labels[0].endswith(f"_{kind}") else None


def _has_instances(block: Block) -> bool:
    return block.attribute("count") is not None or block.attribute("for_each") is not None
