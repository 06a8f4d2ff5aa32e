"""How a pack's bytes are laid out, and how they are written.

A pack is one provider at one version, made to be memory-mapped: a lookup touches the index and the
few hundred bytes of one type. All numbers are little-endian, all text is UTF-8.

    header       magic, then the lengths of the parts that follow
    about        JSON: source, version, provenance, losses
    dictionary   what deflate may refer back to in every entry
    names        entry names, sorted, one a line: `r/aws_vpc`, `d/aws_ami`, `e/...`, `f/...`, `p/`
    offsets      names + 1 offsets into the entries, then names + 1 into the descriptions
    entries      per name, deflated JSON in the shape of `terraform providers schema -json`
    descriptions per name, deflated JSON: dotted path -> description (apart: only hover needs them)

The same schema always gives the same bytes.
"""

from __future__ import annotations

import json
import re
import struct
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

from terraformer_ls.schema.json_shape import (
    AttributeJson,
    BlockJson,
    FunctionJson,
    NestedTypeJson,
    ProviderJson,
    SchemaJson,
)
from terraformer_ls.schema.model import BlockKind, Provider

MAGIC = b"TFSCHEM1"
HEADER = struct.Struct("<8s5I")
"""Magic, then: length of about, dictionary, names; number of names; length of all entries."""

PREFIXES: Mapping[BlockKind, str] = {
    BlockKind.RESOURCE: "r/",
    BlockKind.DATA: "d/",
    BlockKind.EPHEMERAL: "e/",
}
FUNCTION_PREFIX = "f/"
PROVIDER_ENTRY = "p/"

_DICTIONARY_SIZE = 32768  # deflate looks no further back


def file_name(provider: Provider) -> str:
    """A pack's file name: `hashicorp.aws.6.69.1.pack`."""
    namespace, name = provider.source.split("/")
    return f"{namespace}.{name}.{provider.version}.pack"


def provider_of(file: Path) -> Provider | None:
    """The provider that a file name stands for; None where it isn't a pack's."""
    if file.suffix != ".pack":
        return None
    namespace, name, version = file.stem.split(".", 2)
    return Provider(f"{namespace}/{name}", version)


def pack_bytes(provider: Provider, schema: ProviderJson) -> bytes:
    """A whole pack."""
    entries: dict[str, bytes] = {}
    descriptions: dict[str, bytes] = {}
    for name, entry in _entries(schema):
        texts: dict[str, str] = {}
        entries[name] = _compact(_without_descriptions(entry, texts))
        descriptions[name] = _compact(texts) if texts else b""
    names = sorted(entries)
    dictionary = _shared_dictionary(list(entries.values()))
    packed = [_deflated(entries[name], dictionary) for name in names]
    texts_dictionary = b""
    described = [_deflated(descriptions[name], texts_dictionary) for name in names]
    about = _compact(
        {
            "source": provider.source,
            "version": provider.version,
            "provenance": provider.provenance,
            "losses": list(provider.losses),
        }
    )
    listing = "\n".join(names).encode()
    return b"".join(
        (
            HEADER.pack(
                MAGIC,
                len(about),
                len(dictionary),
                len(listing),
                len(names),
                sum(map(len, packed)),
            ),
            about,
            dictionary,
            listing,
            _offsets(packed),
            _offsets(described),
            *packed,
            *described,
        )
    )


def inflated(data: bytes, dictionary: bytes) -> bytes:
    """An entry's JSON."""
    return zlib.decompressobj(-15, dictionary).decompress(data)


def _deflated(data: bytes, dictionary: bytes) -> bytes:
    if not data:
        return b""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, dictionary)
    return deflate.compress(data) + deflate.flush()


def _offsets(parts: list[bytes]) -> bytes:
    offsets = [0]
    for part in parts:
        offsets.append(offsets[-1] + len(part))
    return struct.pack(f"<{len(offsets)}I", *offsets)


def _compact(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":"), sort_keys=True, ensure_ascii=False).encode()


def _entries(schema: ProviderJson) -> Iterator[tuple[str, SchemaJson | FunctionJson]]:
    yield PROVIDER_ENTRY, schema.get("provider", {})
    kinds = (
        (BlockKind.RESOURCE, schema.get("resource_schemas", {})),
        (BlockKind.DATA, schema.get("data_source_schemas", {})),
        (BlockKind.EPHEMERAL, schema.get("ephemeral_resource_schemas", {})),
    )
    for kind, types in kinds:
        for name, entry in types.items():
            yield PREFIXES[kind] + name, entry
    for name, function in schema.get("functions", {}).items():
        yield FUNCTION_PREFIX + name, function


def _without_descriptions(
    entry: SchemaJson | FunctionJson, texts: dict[str, str]
) -> SchemaJson | FunctionJson:
    """The entry with every body's and attribute's description moved to `texts`, by dotted path."""
    if "block" not in entry:
        return entry
    schema = cast("SchemaJson", entry)
    return {**schema, "block": _bare_block(schema.get("block", {}), "", texts)}


def _bare_block(block: BlockJson, path: str, texts: dict[str, str]) -> BlockJson:
    bare = block.copy()
    description = bare.pop("description", "")
    if description:
        texts[path.rstrip(".")] = description
    if "attributes" in block:
        bare["attributes"] = _bare_attributes(block, path, texts)
    if "block_types" in block:
        bare["block_types"] = {
            name: {**nested, "block": _bare_block(nested.get("block", {}), f"{path}{name}.", texts)}
            for name, nested in block["block_types"].items()
        }
    return bare


def _bare_attributes(
    block: BlockJson | NestedTypeJson, path: str, texts: dict[str, str]
) -> dict[str, AttributeJson]:
    bare: dict[str, AttributeJson] = {}
    for name, attribute in block.get("attributes", {}).items():
        described = attribute.copy()
        description = described.pop("description", "")
        if description:
            texts[path + name] = description
        nested = described.get("nested_type")
        if nested is not None:
            inside = _bare_attributes(nested, f"{path}{name}.", texts)
            described["nested_type"] = {**nested, "attributes": inside}
        bare[name] = described
    return bare


def _shared_dictionary(entries: list[bytes]) -> bytes:
    """The attributes that recur most, the most valuable last, where deflate reaches them best."""
    recurring: Counter[bytes] = Counter()
    for entry in entries:
        recurring.update(re.findall(rb'"[a-z0-9_]+":\{[^{}]*\}', entry))
    worth = sorted((count * len(text), text) for text, count in recurring.items() if count > 3)
    return b",".join(text for _, text in worth)[-_DICTIONARY_SIZE:]
