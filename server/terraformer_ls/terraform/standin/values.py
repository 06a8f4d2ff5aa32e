"""Values on the wire: MessagePack as Terraform's type system (cty) writes it.

https://github.com/hashicorp/terraform/blob/main/docs/plugin-protocol/object-wire-format.md

An object or map is a dict, a list, set or tuple a list, an unknown value an extension. Where the
schema says `dynamic`, a value that is not null comes as `[its type as JSON, the value]`.
"""

from __future__ import annotations

import json
from typing import TypeAlias, cast

import msgpack  # pyright: ignore[reportMissingTypeStubs]

from terraformer_ls.schema.cty import (
    BOOL,
    DYNAMIC,
    NUMBER,
    STRING,
    Kind,
    Type,
    type_to_json,
)

Value: TypeAlias = (
    "bool | int | float | str | bytes | msgpack.ExtType | list[Value] | Object | None"
)
"""Any value; `bytes` only as the type in front of a dynamic one."""

Object: TypeAlias = "dict[str, Value]"
"""The value of a block or an object type."""

UNKNOWN = msgpack.ExtType(0, b"\0")
"""A value that is known only after apply."""


def unpacked(packed: bytes) -> Value:
    """The value in a message."""
    return cast("Value", msgpack.unpackb(packed, raw=False, strict_map_key=False))  # pyright: ignore[reportUnknownMemberType]


def packed(value: Value) -> bytes:
    """A value for a message."""
    return cast("bytes", msgpack.packb(value, use_bin_type=True))  # pyright: ignore[reportUnknownMemberType]


def is_unknown(value: Value) -> bool:
    """Whether it is known only after apply; refined unknown values are extensions, too."""
    return isinstance(value, msgpack.ExtType)


def wholly_known(value: Value) -> bool:
    """Whether nothing inside is unknown."""
    if is_unknown(value):
        return False
    if isinstance(value, list):
        return all(wholly_known(element) for element in value)
    if isinstance(value, dict):
        return all(wholly_known(element) for element in value.values())
    return True


def dynamic_of(value: object) -> Value:
    """A JSON value for a place where the schema says `dynamic`."""
    type_ = _type_of(value)
    return None if type_ is DYNAMIC else dynamic(cast("Value", value), type_)


def _type_of(value: object) -> Type:
    if isinstance(value, bool):
        return BOOL
    if isinstance(value, int | float):
        return NUMBER
    if isinstance(value, str):
        return STRING
    if isinstance(value, list):
        elements = cast("list[object]", value)
        return Type(Kind.TUPLE, elements=tuple(_type_of(element) for element in elements))
    if isinstance(value, dict):
        attributes = cast("dict[str, object]", value)
        return Type(
            Kind.OBJECT, attributes={name: _type_of(inner) for name, inner in attributes.items()}
        )
    return DYNAMIC


def dynamic(value: Value, type_: Type) -> Value:
    """A value of that type for a place where the schema says `dynamic`."""
    return [json.dumps(type_to_json(type_), separators=(",", ":")).encode(), value]
