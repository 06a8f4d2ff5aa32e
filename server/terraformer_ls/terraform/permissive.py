"""A schema for a provider that nobody described to us, from how the module uses it.

Everything that is written is allowed, everything that is read exists. What cannot be known this way
(types, what is required) is not checked, and the report says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from terraformer_ls.hcl.blocks import Attribute, Block, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.schema.json_shape import (
    AttributeJson,
    BlockJson,
    NestedBlockJson,
    ProviderJson,
    SchemaJson,
)
from terraformer_ls.terraform.configuration import Usage

_META_ARGUMENTS = frozenset({"count", "for_each", "depends_on", "provider"})
_META_BLOCKS = frozenset({"lifecycle", "provisioner", "connection"})
_REFERENCE = re.compile(r"\b([a-z]\w*_\w+)\.[\w-]+(?:\[[^\]\n]*\])?\.(\w+)")
_NAME = re.compile(r"[a-z0-9_]+\Z")

_SLOTS = {
    "resource": "resource_schemas",
    "data": "data_source_schemas",
    "ephemeral": "ephemeral_resource_schemas",
}


def permissive_schema(
    local_name: str, usages: Iterable[Usage], documents: Mapping[str, Document]
) -> ProviderJson:
    """The schema of the provider that a module calls `local_name`.

    Args:
        local_name: as in `required_providers`.
        usages: the blocks that belong to this provider.
        documents: all texts in which they stand or may be read, by path.
    """
    bodies: dict[tuple[str, str], list[tuple[Block, Document]]] = {}
    for usage in usages:
        of_type = bodies.setdefault((usage.kind, usage.type), [])
        if usage.block is not None:
            of_type.append((usage.block, documents[usage.file]))
    read = _attributes_read(documents.values())
    slots: dict[str, dict[str, SchemaJson]] = {slot: {} for slot in _SLOTS.values()}
    for (kind, type_), blocks in bodies.items():
        block = _block(blocks, typed=False)
        attributes = block.setdefault("attributes", {})
        for name in ("id", *sorted(read.get(type_, ()))):
            if name not in attributes and name not in block.get("block_types", {}):
                attributes[name] = _any()
        slots[_SLOTS[kind]][type_] = {"version": 0, "block": block}
    configurations = [
        (block, document)
        for document in documents.values()
        for block in top_level_blocks(document)
        if block.type == "provider" and block.labels and block.labels[0] == local_name
    ]
    configuration = _block(configurations, typed=False)
    for meta in ("alias", "version"):
        configuration.get("attributes", {}).pop(meta, None)
    return {
        "provider": {"version": 0, "block": configuration},
        "resource_schemas": slots["resource_schemas"],
        "data_source_schemas": slots["data_source_schemas"],
        "ephemeral_resource_schemas": slots["ephemeral_resource_schemas"],
        "functions": {
            name: {
                "return_type": "dynamic",
                "parameters": [],
                "variadic_parameter": {"name": "arguments", "type": "dynamic"},
            }
            for name in _functions_called(local_name, documents.values())
        },
    }


def _block(bodies: Sequence[tuple[Block, Document]], *, typed: bool) -> BlockJson:
    """A body that takes everything that stands in any of the given ones."""
    attributes: dict[str, AttributeJson] = {}
    inner: dict[str, list[tuple[Block, Document]]] = {}
    repeated: set[str] = set()
    for body, document in bodies:
        for attribute in body.attributes:
            if attribute.name not in _META_ARGUMENTS and _NAME.match(attribute.name):
                attributes.setdefault(
                    attribute.name, _guessed(attribute, document) if typed else _any()
                )
        for block in body.blocks:
            if block.type == "dynamic" and block.labels:
                repeated.add(block.labels[0])
                content = [(found, document) for found in block.blocks_of("content")]
                inner.setdefault(block.labels[0], []).extend(content)
            elif block.type not in _META_BLOCKS:
                inner.setdefault(block.type, []).append((block, document))
    blocks: dict[str, NestedBlockJson] = {
        name: {
            "nesting_mode": "list",
            # Terraform panics at plan on untyped attributes in blocks that an unknown `dynamic`
            # repeats, so there the types are guessed.
            "block": _block(found, typed=typed or name in repeated),
        }
        for name, found in inner.items()
        if _NAME.match(name)
    }
    return {
        "attributes": {name: found for name, found in attributes.items() if name not in blocks},
        "block_types": blocks,
    }


def _any() -> AttributeJson:
    return {"type": "dynamic", "optional": True, "computed": True}


def _guessed(attribute: Attribute, document: Document) -> AttributeJson:
    value = document.text[attribute.value_span.start : attribute.value_span.end].lstrip()
    if value.startswith(b"["):
        return {"type": ["list", "string"], "optional": True, "computed": True}
    if value.startswith(b"{"):
        return {"type": ["map", "string"], "optional": True, "computed": True}
    return {"type": "string", "optional": True, "computed": True}


def _attributes_read(documents: Iterable[Document]) -> dict[str, set[str]]:
    """The attributes that are read of each type, anywhere."""
    read: dict[str, set[str]] = {}
    for document in documents:
        for found in _REFERENCE.finditer(document.text.decode("utf-8", errors="replace")):
            if _NAME.match(found[2]):
                read.setdefault(found[1], set()).add(found[2])
    return read


def _functions_called(local_name: str, documents: Iterable[Document]) -> set[str]:
    pattern = re.compile(rb"\bprovider::" + re.escape(local_name).encode() + rb"::(\w+)")
    return {
        found[1].decode() for document in documents for found in pattern.finditer(document.text)
    }
