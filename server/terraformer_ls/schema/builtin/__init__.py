"""What Terraform itself offers, hand-written as data: its blocks, backends and built-in provider.

`language.toml`, `backends.toml` and `provider.toml` beside this file are the data; here is how they
are read.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TypedDict, cast

from terraformer_ls.schema.cty import DYNAMIC, Kind, Type
from terraformer_ls.schema.model import (
    AttributeSchema,
    BlockKind,
    BlockSchema,
    FunctionSchema,
    NestedBlock,
    Nesting,
    Parameter,
    Provider,
)

_FOLDER = Path(__file__).parent
_COLLECTION = re.compile(r"(list|set|map)\((.+)\)")


class _Body(TypedDict, total=False):
    description: str
    attributes: dict[str, str]
    blocks: dict[str, _Body]
    many: bool
    folded: bool


class _Function(TypedDict, total=False):
    description: str
    parameters: list[str]
    result: str


class BuiltInSchema:
    """The schema of the provider that is part of Terraform."""

    provider = Provider("terraform.io/builtin/terraform", "", "Terraform's documentation")
    configuration = BlockSchema()

    def block(self, kind: BlockKind, type_: str) -> BlockSchema | None:
        """What a block of that kind and type may hold; None if there is none."""
        body = self._bodies(kind).get(type_)
        return None if body is None else _block(body)

    def types(self, kind: BlockKind) -> tuple[str, ...]:
        """All types of a kind."""
        return tuple(self._bodies(kind))

    def function(self, name: str) -> FunctionSchema | None:
        """A function of `provider::terraform`."""
        entry = self._functions.get(name)
        if entry is None:
            return None
        words = [parameter.split(" ", 1) for parameter in entry.get("parameters", [])]
        return FunctionSchema(
            name=name,
            parameters=tuple(Parameter(word, _type(type_)) for word, type_ in words),
            variadic=None,
            result=_type(entry.get("result", "any")),
            description=entry.get("description", ""),
        )

    def functions(self) -> tuple[str, ...]:
        """All functions of `provider::terraform`."""
        return tuple(self._functions)

    def descriptions(self, kind: BlockKind, type_: str) -> Mapping[str, str]:
        """Descriptions by dotted path inside a type."""
        body = self._bodies(kind).get(type_)
        return {} if body is None else _descriptions(body)

    def configuration_descriptions(self) -> Mapping[str, str]:
        """The provider has no configuration."""
        return {}

    def _bodies(self, kind: BlockKind) -> dict[str, _Body]:
        return cast("dict[str, _Body]", _data("provider").get(kind.value, {}))

    @cached_property
    def _functions(self) -> dict[str, _Function]:
        return cast("dict[str, _Function]", _data("provider")["function"])


BUILT_IN_SCHEMA = BuiltInSchema()


@lru_cache(maxsize=1)
def language_blocks() -> Mapping[str, BlockSchema]:
    """Terraform's top-level blocks by type; of a resource, what every resource may hold."""
    return {type_: _block(cast("_Body", body)) for type_, body in _data("language").items()}


@lru_cache(maxsize=1)
def backends() -> Mapping[str, BlockSchema]:
    """The backends by type; what is required may also come from the command line."""
    return {type_: _block(cast("_Body", body)) for type_, body in _data("backends").items()}


def language_descriptions(type_: str) -> Mapping[str, str]:
    """Descriptions by dotted path inside a top-level block; its own is under ""."""
    body = _data("language").get(type_)
    return {} if body is None else _descriptions(cast("_Body", body))


def backend_descriptions(type_: str) -> Mapping[str, str]:
    """Descriptions by argument of a backend; its own is under ""."""
    body = _data("backends").get(type_)
    return {} if body is None else _descriptions(cast("_Body", body))


@lru_cache(maxsize=3)
def _data(name: str) -> dict[str, object]:
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def _block(body: _Body) -> BlockSchema:
    return BlockSchema(
        attributes={
            name: _attribute(name, text) for name, text in body.get("attributes", {}).items()
        },
        blocks={
            name: NestedBlock(
                name=name,
                nesting=Nesting.LIST if inner.get("many", False) else Nesting.SINGLE,
                block=_block(inner),
            )
            for name, inner in body.get("blocks", {}).items()
        },
        folded=body.get("folded", False),
    )


def _attribute(name: str, text: str) -> AttributeSchema:
    head, _, description = text.partition(": ")
    flag, type_ = head.split(" ", 1)
    return AttributeSchema(
        name=name,
        type=_type(type_),
        required=flag == "required",
        optional=flag == "optional",
        computed=flag == "computed",
        deprecated=description.startswith("Deprecated: ")
        and description.removeprefix("Deprecated: "),
    )


def _type(text: str) -> Type:
    match = _COLLECTION.fullmatch(text)
    if match is not None:
        return Type(Kind(match.group(1)), element=_type(match.group(2)))
    return DYNAMIC if text == "any" else Type(Kind(text))


def _descriptions(body: _Body, path: str = "") -> Mapping[str, str]:
    found = {path.rstrip("."): body.get("description", "")}
    for name, text in body.get("attributes", {}).items():
        found[path + name] = text.partition(": ")[2]
    for name, inner in body.get("blocks", {}).items():
        found.update(_descriptions(inner, f"{path}{name}."))
    return found
