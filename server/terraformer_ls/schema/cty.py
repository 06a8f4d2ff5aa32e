"""Terraform's types: what a value may be, and the JSON notation that Terraform writes them in.

Knows the notation of `terraform providers schema -json` (`["list", "string"]`); what a literal in
HCL has for a type is `values.py`'s.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TypeAlias, cast

TypeJson: TypeAlias = "str | Sequence[TypeJson] | Mapping[str, TypeJson]"
"""`"string"`, `["list", "string"]`, `["object", {"a": "bool"}]`, `["tuple", ["string"]]`."""


class Kind(StrEnum):
    """The outermost part of a type, by the name it has in Terraform."""

    STRING = "string"
    NUMBER = "number"
    BOOL = "bool"
    DYNAMIC = "dynamic"
    LIST = "list"
    SET = "set"
    MAP = "map"
    OBJECT = "object"
    TUPLE = "tuple"


@dataclass(frozen=True, slots=True)
class Type:
    """A type.

    Attributes:
        kind: the outermost part; `dynamic` means that anything goes and nothing is checked.
        element: of a list, set or map, the type of what is in it.
        attributes: of an object, its attributes' types.
        elements: of a tuple, the types in order.
    """

    kind: Kind
    element: Type | None = None
    attributes: Mapping[str, Type] | None = None
    elements: tuple[Type, ...] = ()

    def __str__(self) -> str:
        """As in a `variable` block: `list(string)`, `object({ name = string })`."""
        if self.kind is Kind.DYNAMIC:
            return "any"
        if self.element is not None:
            return f"{self.kind}({self.element})"
        if self.attributes is not None:
            inside = ", ".join(f"{name} = {type_}" for name, type_ in self.attributes.items())
            return f"object({{ {inside} }})" if inside else "object({})"
        if self.kind is Kind.TUPLE:
            return f"tuple([{', '.join(str(element) for element in self.elements)}])"
        return str(self.kind)

    @property
    def is_collection(self) -> bool:
        """Whether it is a list, set or map."""
        return self.element is not None

    @property
    def is_list_of_objects(self) -> bool:
        """Whether it is a list or set of objects, which may also be written as blocks."""
        return (
            self.kind in (Kind.LIST, Kind.SET)
            and self.element is not None
            and self.element.kind is Kind.OBJECT
        )


DYNAMIC = Type(Kind.DYNAMIC)
STRING = Type(Kind.STRING)
NUMBER = Type(Kind.NUMBER)
BOOL = Type(Kind.BOOL)

_PRIMITIVES = {type_.kind.value: type_ for type_ in (DYNAMIC, STRING, NUMBER, BOOL)}


def type_from_json(notation: TypeJson) -> Type:
    """The type that a notation stands for; one that is not understood is `dynamic`."""
    if isinstance(notation, str):
        return _PRIMITIVES.get(notation, DYNAMIC)
    if isinstance(notation, Mapping) or len(notation) < 2:
        return DYNAMIC
    kind, inside = notation[0], notation[1]
    if kind in ("list", "set", "map"):
        if isinstance(inside, str):
            return _collection_of_primitives(kind, inside)
        return Type(Kind(kind), element=type_from_json(inside))
    if kind == "object" and isinstance(inside, Mapping):
        return Type(
            Kind.OBJECT,
            attributes={name: type_from_json(type_) for name, type_ in inside.items()},
        )
    if kind == "tuple" and not isinstance(inside, str | Mapping):
        return Type(Kind.TUPLE, elements=tuple(type_from_json(element) for element in inside))
    return DYNAMIC


def type_to_json(type_: Type) -> TypeJson:
    """The notation of a type; the inverse of `type_from_json`."""
    if type_.element is not None:
        return [type_.kind.value, type_to_json(type_.element)]
    if type_.attributes is not None:
        inside = {name: type_to_json(inner) for name, inner in type_.attributes.items()}
        return ["object", cast("TypeJson", inside)]
    if type_.kind is Kind.TUPLE:
        return ["tuple", [type_to_json(element) for element in type_.elements]]
    return type_.kind.value


@lru_cache(maxsize=64)
def _collection_of_primitives(kind: str, element: str) -> Type:
    return Type(Kind(kind), element=_PRIMITIVES.get(element, DYNAMIC))
