"""Provider schemas as protocol messages.

Terraform rejects a whole provider for one attribute it finds inconsistent, and keeps the rejected
schema, so that the next run looks fine. Everything is therefore brought into a form that it accepts
(the rules are those of its `configschema.Block.InternalValidate`).
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterable
from typing import TypeAlias

from terraformer_ls.schema.cty import Type, type_to_json
from terraformer_ls.schema.model import (
    AttributeSchema,
    BlockKind,
    BlockSchema,
    FunctionSchema,
    NestedBlock,
    Nesting,
    Parameter,
)
from terraformer_ls.schema.packs import Pack
from terraformer_ls.terraform.protocol import plugin6_pb2 as plugin6
from terraformer_ls.terraform.standin.given_schema import GivenSchema
from terraformer_ls.terraform.standin.served import served_nesting, served_type, unfit_for_set

ProviderSchema: TypeAlias = "Pack | GivenSchema"
"""Everything that one provider offers."""

_NAME = re.compile(r"[a-z0-9_]+\Z")

_NESTING = {
    Nesting.SINGLE: plugin6.SINGLE,
    Nesting.LIST: plugin6.LIST,
    Nesting.SET: plugin6.SET,
    Nesting.MAP: plugin6.MAP,
    Nesting.GROUP: plugin6.GROUP,
}

# Public modules write `provider_meta` blocks for these.
_PROVIDER_META = {
    "hashicorp/aws": {"user_agent": ["list", "string"]},
    "hashicorp/google": {"module_name": "string"},
    "hashicorp/google-beta": {"module_name": "string"},
}


def schema_message(
    schema: ProviderSchema,
    only: Iterable[str] | None = None,
    *,
    cacheable: bool,
) -> plugin6.GetProviderSchemaResponse:
    """The whole of a provider's schema.

    Args:
        schema: what to serve.
        only: the types to serve, of every kind; all by default.
        cacheable: whether Terraform may keep it for the life of its process.
    """
    message = plugin6.GetProviderSchemaResponse(
        provider=_schema(_all_optional(schema.configuration)),
        capabilities=capabilities(cacheable=cacheable),
    )
    chosen = None if only is None else frozenset(only)
    for kind, target in (
        (BlockKind.RESOURCE, message.resources),
        (BlockKind.DATA, message.data_sources),
        (BlockKind.EPHEMERAL, message.ephemeral_resources),
    ):
        for type_ in schema.types(kind):
            if chosen is None or type_ in chosen:
                block = schema.block(kind, type_)
                if block is not None:
                    target[type_].CopyFrom(_schema(block))
    for name in schema.functions():
        function = schema.function(name)
        if function is not None:
            message.functions[name].CopyFrom(_function(function))
    meta = _PROVIDER_META.get(schema.provider.source)
    if meta is not None:
        for name, type_ in meta.items():
            message.provider_meta.block.attributes.add(
                name=name, type=json.dumps(type_).encode(), optional=True
            )
    return message


def capabilities(*, cacheable: bool) -> plugin6.Capabilities:
    """What the stand-in announces about itself."""
    return plugin6.Capabilities(get_provider_schema_optional=cacheable)


def _all_optional(block: BlockSchema) -> BlockSchema:
    """A provider's configuration with nothing required.

    A module that is made to be called leaves the configuration to its caller, and must be checked
    all the same. What a `provider` block lacks is found by `provider_blocks.py`.
    """
    return dataclasses.replace(
        block,
        attributes={
            name: dataclasses.replace(attribute, required=False, optional=True)
            if attribute.required
            else attribute
            for name, attribute in block.attributes.items()
        },
        blocks={
            name: dataclasses.replace(nested, min_items=0) for name, nested in block.blocks.items()
        },
    )


def _schema(block: BlockSchema) -> plugin6.Schema:
    return plugin6.Schema(block=_block(block))


def _block(block: BlockSchema) -> plugin6.Block:
    return plugin6.Block(
        attributes=[
            _attribute(attribute)
            for name, attribute in sorted(block.attributes.items())
            if _NAME.match(name) and name not in block.blocks
        ],
        nested_blocks=[
            _nested_block(nested)
            for name, nested in sorted(block.blocks.items())
            if _NAME.match(name)
        ],
    )


def _attribute(attribute: AttributeSchema) -> plugin6.Attribute:
    message = plugin6.Attribute(
        name=attribute.name,
        required=attribute.required,
        optional=attribute.optional and not attribute.required,
        computed=(attribute.computed or not attribute.settable) and not attribute.required,
        sensitive=attribute.sensitive,
        write_only=attribute.write_only,
    )
    nested, nesting = attribute.nested, attribute.nesting
    if nested is None or nesting is None or (nesting is Nesting.SET and unfit_for_set(nested)):
        message.type = _type_bytes(attribute.type)
        return message
    message.nested_type.nesting = _NESTING[nesting]
    message.nested_type.attributes.extend(
        _attribute(inner) for name, inner in sorted(nested.attributes.items()) if _NAME.match(name)
    )
    return message


def _nested_block(nested: NestedBlock) -> plugin6.NestedBlock:
    minimum, maximum = nested.min_items, nested.max_items
    if nested.nesting is Nesting.SINGLE:
        minimum = maximum = min(minimum, 1)
    elif nested.nesting in (Nesting.GROUP, Nesting.MAP):
        minimum = maximum = 0
    elif maximum and minimum > maximum:
        minimum = maximum
    return plugin6.NestedBlock(
        type_name=nested.name,
        block=_block(nested.block),
        nesting=_NESTING[served_nesting(nested)],
        min_items=minimum,
        max_items=maximum,
    )


def _function(function: FunctionSchema) -> plugin6.Function:
    message = plugin6.Function(
        parameters=[_parameter(parameter) for parameter in function.parameters],
        result=plugin6.Function.Return(type=_type_bytes(function.result)),
    )
    if function.variadic is not None:
        message.variadic_parameter.CopyFrom(_parameter(function.variadic))
    return message


def _parameter(parameter: Parameter) -> plugin6.Function.Parameter:
    return plugin6.Function.Parameter(name=parameter.name, type=_type_bytes(parameter.type))


def _type_bytes(type_: Type) -> bytes:
    return json.dumps(type_to_json(served_type(type_)), separators=(",", ":")).encode()
