"""The shape of `terraform providers schema -json`, and how it is read into the model.

The one interchange format here: the extractor writes it, packs keep it, a user's own dump is it,
and Terraform's stand-in provider serves it. https://developer.hashicorp.com/terraform/cli/commands/providers/schema
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypedDict

from terraformer_ls.schema.cty import DYNAMIC, Kind, Type, TypeJson, type_from_json
from terraformer_ls.schema.model import (
    AttributeSchema,
    BlockSchema,
    FunctionSchema,
    NestedBlock,
    Nesting,
    Parameter,
)

HOST = "registry.terraform.io"
"""The registry whose providers are meant where a source names no host."""


class NestedTypeJson(TypedDict, total=False):
    """An attribute's object, attribute by attribute; `folded` is ours, see `BlockSchema`."""

    attributes: dict[str, AttributeJson]
    nesting_mode: str
    folded: bool


class AttributeJson(TypedDict, total=False):
    """One attribute: its `type` or its `nested_type`, and the flags that are true."""

    type: TypeJson
    nested_type: NestedTypeJson
    description: str
    required: bool
    optional: bool
    computed: bool
    sensitive: bool
    write_only: bool
    deprecated: bool
    deprecation_message: str


class NestedBlockJson(TypedDict, total=False):
    """One block type of a body."""

    nesting_mode: str
    block: BlockJson
    min_items: int
    max_items: int


class BlockJson(TypedDict, total=False):
    """A body; `folded` is ours, see `BlockSchema`."""

    attributes: dict[str, AttributeJson]
    block_types: dict[str, NestedBlockJson]
    description: str
    deprecated: bool
    deprecation_message: str
    folded: bool


class SchemaJson(TypedDict, total=False):
    """A body with its schema version, which no source of ours tells: 0."""

    version: int
    block: BlockJson


class ParameterJson(TypedDict, total=False):
    """One parameter of a function."""

    name: str
    type: TypeJson
    description: str


class FunctionJson(TypedDict, total=False):
    """A provider-defined function."""

    description: str
    summary: str
    return_type: TypeJson
    parameters: list[ParameterJson]
    variadic_parameter: ParameterJson


class ProviderJson(TypedDict, total=False):
    """Everything that one provider offers."""

    provider: SchemaJson
    resource_schemas: dict[str, SchemaJson]
    data_source_schemas: dict[str, SchemaJson]
    ephemeral_resource_schemas: dict[str, SchemaJson]
    functions: dict[str, FunctionJson]


class ProviderSchemasJson(TypedDict):
    """The whole output; providers by address (`registry.terraform.io/hashicorp/aws`)."""

    format_version: str
    provider_schemas: dict[str, ProviderJson]


def block_from_json(block: BlockJson) -> BlockSchema:
    """The model of a body."""
    return BlockSchema(
        attributes={
            name: attribute_from_json(name, attribute)
            for name, attribute in block.get("attributes", {}).items()
        },
        blocks=_NestedBlocks(block.get("block_types", {})),
        folded=block.get("folded", False),
        deprecated=_deprecation(block),
    )


def attribute_from_json(name: str, attribute: AttributeJson) -> AttributeSchema:
    """The model of an attribute."""
    nested_type = attribute.get("nested_type")
    nested = nesting = None
    if nested_type is not None:
        nested = BlockSchema(
            attributes={
                inner: attribute_from_json(inner, value)
                for inner, value in nested_type.get("attributes", {}).items()
            },
            folded=nested_type.get("folded", False),
        )
        nesting = Nesting(nested_type.get("nesting_mode", "single"))
        type_ = _type_of(nested, nesting)
    else:
        type_ = type_from_json(attribute.get("type", "dynamic"))
    optional, computed = attribute.get("optional", False), attribute.get("computed", False)
    return AttributeSchema(
        name=name,
        type=type_,
        nested=nested,
        nesting=nesting,
        required=attribute.get("required", False),
        optional=optional,
        computed=computed,
        sensitive=attribute.get("sensitive", False),
        deprecated=_deprecation(attribute),
        # The packages don't tell, but the name does: providers end write-only arguments in `_wo`.
        write_only=attribute.get("write_only", optional and not computed and name.endswith("_wo")),
    )


def function_from_json(name: str, function: FunctionJson) -> FunctionSchema:
    """The model of a function."""
    variadic = function.get("variadic_parameter")
    return FunctionSchema(
        name=name,
        parameters=tuple(_parameter(parameter) for parameter in function.get("parameters", [])),
        variadic=_parameter(variadic) if variadic is not None else None,
        result=type_from_json(function.get("return_type", "dynamic")),
        description=function.get("description", function.get("summary", "")),
    )


class _NestedBlocks(Mapping[str, NestedBlock]):
    """Nested blocks by name, each modelled when it is asked for.

    A type's blocks may go hundreds deep and wide, and of most nobody asks.
    """

    def __init__(self, raw: Mapping[str, NestedBlockJson]) -> None:
        self._raw = raw
        self._known: dict[str, NestedBlock] = {}

    def __getitem__(self, name: str) -> NestedBlock:
        known = self._known.get(name)
        if known is None:
            nested = self._raw[name]
            known = self._known[name] = NestedBlock(
                name=name,
                nesting=Nesting(nested.get("nesting_mode", "single")),
                block=block_from_json(nested.get("block", {})),
                min_items=nested.get("min_items", 0),
                max_items=nested.get("max_items", 0),
            )
        return known

    def __contains__(self, name: object) -> bool:
        return name in self._raw

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)


def _parameter(parameter: ParameterJson) -> Parameter:
    return Parameter(
        name=parameter.get("name", ""),
        type=type_from_json(parameter.get("type", "dynamic")),
        description=parameter.get("description", ""),
    )


def _deprecation(described: AttributeJson | BlockJson) -> str | bool:
    return described.get("deprecation_message") or described.get("deprecated", False)


def _type_of(nested: BlockSchema, nesting: Nesting) -> Type:
    if nested.folded:
        return DYNAMIC
    element = Type(
        Kind.OBJECT,
        attributes={name: attribute.type for name, attribute in nested.attributes.items()},
    )
    if nesting in (Nesting.SINGLE, Nesting.GROUP):
        return element
    return Type(Kind(nesting.value), element=element)
