"""What a resource type takes, in a line: what a model is told that can't know every provider.

    aws_sqs_queue: name, kms_master_key_id, delay_seconds number, redrive_policy
    aws_lb_listener: load_balancer_arn*, port number, default_action* {type*, target_group_arn}

Required arguments and blocks first, with a `*`; then what the request speaks of; then others, as
long as there is room.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from terraformer_ls.propose.asked_types import resource_types_in
from terraformer_ls.propose.likely_types import likely_types
from terraformer_ls.schema.choose import Choices, provider_of_type
from terraformer_ls.schema.cty import Kind, Type
from terraformer_ls.schema.model import BlockKind, BlockSchema
from terraformer_ls.workspace.snapshot import Snapshot

_TYPES, _TYPES_OF_A_CHANGE = 6, 3
"""How many types are told of, for a new configuration and for a change."""

_OTHERS = (6, 3, 0)
"""How many names are told that are neither required nor spoken of, by depth."""

_MOST = (14, 7, 4)
"""How many names are told at all, by depth."""

_SELDOM = frozenset({"id", "tags_all", "region", "timeouts", "project", "provider"})
_COLLECTIONS = {
    Kind.LIST: "[]",
    Kind.SET: "[]",
    Kind.TUPLE: "[]",
    Kind.MAP: "{}",
    Kind.OBJECT: "{}",
}


def digests(words: str, before: str = "") -> tuple[str, ...]:
    """What the types take that a request is likely about, a line each.

    Args:
        words: the request, or what a verifier said.
        before: the configuration that is to be changed; "" for a new one. Of its own types those
            are told that the words are about.
    """
    there = resource_types_in(before) if before else frozenset[str]()
    likely = likely_types(words, _TYPES_OF_A_CHANGE if there else _TYPES, there)
    choices = Choices(Snapshot(Path("/digest"), {}))
    said = frozenset(_stem(word) for word in re.findall(r"[a-z0-9]+", words.lower()))
    lines: list[str] = []
    for type_ in likely:
        schema = choices.provider(".", provider_of_type(type_)).schema
        block = schema.block(BlockKind.RESOURCE, type_) if schema is not None else None
        if block is not None:
            lines.append(f"{type_}: {', '.join(_names(block, said, 0))}")
    return tuple(lines)


def _names(block: BlockSchema, said: frozenset[str], depth: int) -> list[str]:
    required = set(block.required_names())
    ranked = sorted(
        (name for name in block.settable_names() if _is_told(block, name)),
        key=lambda name: 0 if name in required else 1 if _speaks_of(said, name) else 2,
    )
    told: list[str] = []
    others = 0
    for name in ranked:
        if name not in required:
            if not _speaks_of(said, name):
                others += 1
            if others > _OTHERS[depth] or len(told) >= _MOST[depth]:
                continue
        told.append("".join(_told(block, name, name in required, said, depth)))
    return told


def _told(
    block: BlockSchema, name: str, required: bool, said: frozenset[str], depth: int
) -> Iterator[str]:
    yield f"{name}*" if required else name
    attribute = block.attributes.get(name)
    inner = block.blocks[name].block if attribute is None else None
    if attribute is not None:
        yield _kind(attribute.type)
    elif inner is not None and depth + 1 < len(_MOST):
        yield f" {{{', '.join(_names(inner, said, depth + 1))}}}"
    else:
        yield " {}"


def _kind(type_: Type) -> str:
    if type_.kind in _COLLECTIONS:
        return f" {_COLLECTIONS[type_.kind]}"
    return "" if type_.kind in (Kind.STRING, Kind.DYNAMIC) else f" {type_.kind}"


def _is_told(block: BlockSchema, name: str) -> bool:
    if name in _SELDOM and name not in set(block.required_names()):
        return False
    attribute = block.attributes.get(name)
    return not (
        attribute.deprecated if attribute is not None else block.blocks[name].block.deprecated
    )


def _speaks_of(said: frozenset[str], name: str) -> bool:
    return all(_stem(part) in said for part in name.split("_"))


def _stem(word: str) -> str:
    return word.removesuffix("s").removesuffix("d") if len(word) > 3 else word
