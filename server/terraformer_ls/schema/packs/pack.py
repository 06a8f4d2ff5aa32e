"""One provider's schema at one version, memory-mapped and read type by type."""

from __future__ import annotations

import json
import mmap
import struct
from collections.abc import Collection, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TypedDict, cast

from terraformer_ls.schema.json_shape import (
    HOST,
    FunctionJson,
    ProviderJson,
    ProviderSchemasJson,
    SchemaJson,
    block_from_json,
    function_from_json,
)
from terraformer_ls.schema.model import BlockKind, BlockSchema, FunctionSchema, Provider
from terraformer_ls.schema.packs.layout import (
    FUNCTION_PREFIX,
    HEADER,
    MAGIC,
    PREFIXES,
    PROVIDER_ENTRY,
    inflated,
)
from terraformer_ls.schema.packs.texts import TextsReader, described_places

_TYPES_KEPT = 48  # types read last, per pack: what one module uses; a large one takes 100 KB


class BrokenPack(Exception):
    """The file is not a pack of this version; the message says what to do."""


class _About(TypedDict):
    source: str
    version: str
    provenance: str
    losses: list[str]


class Pack:
    """A pack in a file: whose schema it is, and the types that are asked for.

    Safe to share between threads.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        with file.open("rb") as opened:
            self._bytes = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
        if len(self._bytes) < HEADER.size:
            raise BrokenPack(f"{file} is no schema pack; run `terraformer-ls schema build` again")
        (magic, about, dictionary, names, count, entries, numbers) = HEADER.unpack_from(self._bytes)
        if magic != MAGIC:
            raise BrokenPack(f"{file} is no schema pack; run `terraformer-ls schema build` again")
        at = HEADER.size
        self.provider = _provider(self._bytes[at : (at := at + about)])
        self._dictionary = slice(at, at := at + dictionary)
        self._names = slice(at, at := at + names)
        self._entry_offsets = at
        self._text_offsets = at = at + 4 * (count + 1)
        self._entries = at = at + 4 * (count + 1)
        self._numbers = at = at + entries
        self._texts = at + numbers
        self._block = lru_cache(maxsize=_TYPES_KEPT)(self._read_block)

    @property
    def configuration(self) -> BlockSchema:
        """What a `provider` block may hold."""
        return self._block(PROVIDER_ENTRY) or BlockSchema()

    def block(self, kind: BlockKind, type_: str) -> BlockSchema | None:
        """What a block of that kind and type may hold; None if the provider has none."""
        return self._block(PREFIXES[kind] + type_)

    def resource(self, type_: str) -> BlockSchema | None:
        """What a `resource` of that type may hold."""
        return self.block(BlockKind.RESOURCE, type_)

    def data_source(self, type_: str) -> BlockSchema | None:
        """What a `data` block of that type may hold."""
        return self.block(BlockKind.DATA, type_)

    def ephemeral(self, type_: str) -> BlockSchema | None:
        """What an `ephemeral` block of that type may hold."""
        return self.block(BlockKind.EPHEMERAL, type_)

    def function(self, name: str) -> FunctionSchema | None:
        """A function that the provider defines."""
        raw = self._raw(FUNCTION_PREFIX + name)
        return None if raw is None else function_from_json(name, cast("FunctionJson", raw))

    def types(self, kind: BlockKind) -> tuple[str, ...]:
        """All types of a kind, sorted."""
        return self._with_prefix(PREFIXES[kind])

    def functions(self) -> tuple[str, ...]:
        """All functions, sorted."""
        return self._with_prefix(FUNCTION_PREFIX)

    def descriptions(self, kind: BlockKind, type_: str) -> Mapping[str, str]:
        """Descriptions by dotted path inside a type (`root_block_device.volume_size`).

        The type's own is under "". Paths without one are absent.
        """
        return self._descriptions(PREFIXES[kind] + type_)

    def configuration_descriptions(self) -> Mapping[str, str]:
        """Descriptions by dotted path inside the `provider` block."""
        return self._descriptions(PROVIDER_ENTRY)

    def as_provider_schema_json(self, only: Collection[str] | None = None) -> ProviderSchemasJson:
        """The shape of `terraform providers schema -json`, without descriptions.

        Args:
            only: the types (resources, data sources and ephemeral resources alike) to include;
                all by default. Functions and the provider's own block are always there.
        """

        def of(kind: BlockKind) -> dict[str, SchemaJson]:
            prefix = PREFIXES[kind]
            names = self.types(kind) if only is None else only
            found = ((name, self._raw(prefix + name)) for name in sorted(names))
            return {name: cast("SchemaJson", raw) for name, raw in found if raw is not None}

        schema: ProviderJson = {
            "provider": cast("SchemaJson", self._raw(PROVIDER_ENTRY) or {}),
            "resource_schemas": of(BlockKind.RESOURCE),
            "data_source_schemas": of(BlockKind.DATA),
            "ephemeral_resource_schemas": of(BlockKind.EPHEMERAL),
            "functions": {
                name: cast("FunctionJson", self._raw(FUNCTION_PREFIX + name) or {})
                for name in self.functions()
            },
        }
        return {
            "format_version": "1.0",
            "provider_schemas": {f"{HOST}/{self.provider.source}": schema},
        }

    @cached_property
    def _index(self) -> Mapping[str, int]:
        names = self._bytes[self._names].decode().split("\n")
        return {name: number for number, name in enumerate(names)}

    def _with_prefix(self, prefix: str) -> tuple[str, ...]:
        return tuple(name[len(prefix) :] for name in self._index if name.startswith(prefix))

    def _read_block(self, entry: str) -> BlockSchema | None:
        raw = self._raw(entry)
        if raw is None:
            return None
        return block_from_json(cast("SchemaJson", raw).get("block", {}))

    def _raw(self, entry: str) -> object:
        number = self._index.get(entry)
        if number is None:
            return None
        data = self._part(number, self._entry_offsets, self._entries)
        return json.loads(inflated(data, self._bytes[self._dictionary]))

    def _descriptions(self, entry: str) -> Mapping[str, str]:
        number = self._index.get(entry)
        listed = b"" if number is None else self._part(number, self._text_offsets, self._numbers)
        if not listed:
            return {}
        numbers = cast("list[int]", json.loads(inflated(listed)))
        block = cast("SchemaJson", self._raw(entry)).get("block", {})
        places = (path for path, _ in described_places(block))
        texts = TextsReader(memoryview(self._bytes)[self._texts :]).texts(numbers)
        return {path: text for path, text in zip(places, texts, strict=True) if text}

    def _part(self, number: int, offsets: int, base: int) -> bytes:
        start, end = struct.unpack_from("<2I", self._bytes, offsets + 4 * number)
        return self._bytes[base + start : base + end]


def _provider(data: bytes) -> Provider:
    about = cast("_About", json.loads(data))
    return Provider(
        source=about["source"],
        version=about["version"],
        provenance=about["provenance"],
        losses=tuple(about["losses"]),
    )
