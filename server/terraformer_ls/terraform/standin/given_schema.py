"""A provider schema that was handed over whole, as `terraform providers schema -json` writes it."""

from __future__ import annotations

from functools import cached_property

from terraformer_ls.schema.json_shape import (
    ProviderJson,
    SchemaJson,
    block_from_json,
    function_from_json,
)
from terraformer_ls.schema.model import BlockKind, BlockSchema, FunctionSchema, Provider


class GivenSchema:
    """A `ProviderSchema` over its JSON."""

    def __init__(self, source: str, schema: ProviderJson) -> None:
        self._source = source
        self._schema = schema
        self._blocks: dict[tuple[BlockKind, str], BlockSchema] = {}

    @cached_property
    def provider(self) -> Provider:
        """Whose schema it is; the version is not told."""
        return Provider(self._source, "")

    @cached_property
    def configuration(self) -> BlockSchema:
        """What a `provider` block may hold."""
        return block_from_json(self._schema.get("provider", {}).get("block", {}))

    def block(self, kind: BlockKind, type_: str) -> BlockSchema | None:
        """What a block of that kind and type may hold."""
        if (kind, type_) not in self._blocks:
            schema = self._of(kind).get(type_)
            if schema is None:
                return None
            self._blocks[kind, type_] = block_from_json(schema.get("block", {}))
        return self._blocks[kind, type_]

    def types(self, kind: BlockKind) -> tuple[str, ...]:
        """All types of a kind."""
        return tuple(sorted(self._of(kind)))

    def functions(self) -> tuple[str, ...]:
        """All functions."""
        return tuple(sorted(self._schema.get("functions", {})))

    def function(self, name: str) -> FunctionSchema | None:
        """One function."""
        function = self._schema.get("functions", {}).get(name)
        return None if function is None else function_from_json(name, function)

    def _of(self, kind: BlockKind) -> dict[str, SchemaJson]:
        match kind:
            case BlockKind.RESOURCE:
                return self._schema.get("resource_schemas", {})
            case BlockKind.DATA:
                return self._schema.get("data_source_schemas", {})
            case BlockKind.EPHEMERAL:
                return self._schema.get("ephemeral_resource_schemas", {})
