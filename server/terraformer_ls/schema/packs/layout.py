"""How a pack's bytes are laid out, and how they are written.

A pack is one provider at one version, made to be memory-mapped: a lookup touches the index and the
few hundred bytes of one type. All numbers are little-endian, all text is UTF-8.

    header       magic, then the lengths of the parts that follow
    about        JSON: source, version, provenance, losses
    dictionary   what deflate may refer back to in every entry
    names        entry names, sorted, one a line: `r/aws_vpc`, `d/aws_ami`, `e/...`, `f/...`, `p/`
    offsets      names + 1 offsets into the entries, then names + 1 into the descriptions
    entries      per name, deflated JSON in the shape of `terraform providers schema -json`
    descriptions per name, deflated JSON: numbers of texts (apart, because only hover needs them)
    texts        see `texts.py`

The same schema always gives the same bytes.
"""

from __future__ import annotations

import copy
import json
import re
import struct
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from terraformer_ls.schema.json_shape import (
    BlockJson,
    FunctionJson,
    ProviderJson,
    SchemaJson,
)
from terraformer_ls.schema.model import BlockKind, Provider
from terraformer_ls.schema.packs.texts import TextsWriter, described_places

MAGIC = b"TFSCHEM2"
HEADER = struct.Struct("<8s6I")
"""Magic; lengths of about, dictionary, names; number of names; lengths of entries, descriptions."""

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
    numbers: dict[str, bytes] = {}
    texts = TextsWriter()
    for name, entry in sorted(_entries(schema)):
        if "block" in entry:
            bare, numbers[name] = _without_descriptions(entry.get("block", {}), texts)
            entries[name] = _compact({**entry, "block": bare})
        else:
            entries[name], numbers[name] = _compact(entry), b""
    dictionary = _shared_dictionary(list(entries.values()))
    packed = [_deflated(entry, dictionary) for entry in entries.values()]
    described = [_deflated(listed) for listed in numbers.values()]
    about = _compact(
        {
            "source": provider.source,
            "version": provider.version,
            "provenance": provider.provenance,
            "losses": list(provider.losses),
        }
    )
    listing = "\n".join(entries).encode()
    return b"".join(
        (
            HEADER.pack(
                MAGIC,
                len(about),
                len(dictionary),
                len(listing),
                len(entries),
                sum(map(len, packed)),
                sum(map(len, described)),
            ),
            about,
            dictionary,
            listing,
            _offsets(packed),
            _offsets(described),
            *packed,
            *described,
            bytes(texts),
        )
    )


def inflated(data: bytes, dictionary: bytes = b"") -> bytes:
    """An entry's JSON."""
    return zlib.decompressobj(-15, dictionary).decompress(data)


def _deflated(data: bytes, dictionary: bytes = b"") -> bytes:
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


def _without_descriptions(block: BlockJson, texts: TextsWriter) -> tuple[BlockJson, bytes]:
    """The body without its descriptions, and the list of their numbers."""
    bare = copy.deepcopy(block)
    numbers = [texts.number(place.pop("description", "")) for _, place in described_places(bare)]
    return bare, _compact(numbers) if any(numbers) else b""


def _shared_dictionary(entries: list[bytes]) -> bytes:
    """The attributes that recur most, the most valuable last, where deflate reaches them best."""
    recurring: Counter[bytes] = Counter()
    for entry in entries:
        recurring.update(re.findall(rb'"[a-z0-9_]+":\{[^{}]*\}', entry))
    worth = sorted((count * len(text), text) for text, count in recurring.items() if count > 3)
    return b",".join(text for _, text in worth)[-_DICTIONARY_SIZE:]
