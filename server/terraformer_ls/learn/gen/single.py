"""Configurations of one resource, made from the schema: what it requires, and some of the rest.

Values are those that the corpus has for the same argument; where it has none for something that is
required, a variable stands in if the argument is a reference, else there is no configuration.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import cast

from terraformer_ls.hcl.format import formatted
from terraformer_ls.learn.corpus.literals import literal_value
from terraformer_ls.learn.corpus.material import Material
from terraformer_ls.learn.gen.vocabulary import Theme
from terraformer_ls.schema.choose import Catalogue
from terraformer_ls.schema.cty import Kind
from terraformer_ls.schema.model import AttributeSchema, BlockKind, BlockSchema
from terraformer_ls.schema.packs import Pack, open_file

PROVIDERS = ("hashicorp/aws", "hashicorp/azurerm", "hashicorp/google", "hashicorp/kubernetes")
"""Whose resources are made."""

_REFERENCE = re.compile(r"_(?:id|ids|arn|arns|name|url|key|role|group)$")
_DEEPEST = 3
_INDENT = "  "


class SingleResources:
    """Makes configurations of one resource type."""

    def __init__(self, material: Material) -> None:
        catalogue = Catalogue()
        self._packs: dict[str, Pack] = {}
        for source in PROVIDERS:
            packs = catalogue.packs_of(source)
            if packs:
                self._packs[source.rpartition("/")[2]] = open_file(packs[0][1])
        self._material = material

    def types(self) -> tuple[str, ...]:
        """The resource types that can be made, sorted: those that the corpus has seen."""
        seen = set(self._material.types())
        return tuple(
            sorted(
                type_
                for pack in self._packs.values()
                for type_ in pack.types(BlockKind.RESOURCE)
                if type_ in seen
            )
        )

    def configuration(self, type_: str, chance: random.Random) -> str | None:
        """A resource of a type; None where a required value is not to be had."""
        pack = self._packs.get(type_.split("_", 1)[0])
        schema = pack.block(BlockKind.RESOURCE, type_) if pack is not None else None
        if schema is None or schema.deprecated:
            return None
        writer = _Writer(type_, self._material, chance)
        lines = list(writer.body(schema, "", 0))
        if writer.failed:
            return None
        label = Theme(chance).label(chance)
        text = f'resource "{type_}" "{label}" {{\n' + "\n".join(lines) + "\n}\n"
        for name, written in writer.variables.items():
            text += f'\nvariable "{name}" {{\n  type = {written}\n}}\n'
        return formatted(text.encode()).decode()


class _Writer:
    """Writes one resource; notes the variables it needs, and whether it could not go on."""

    def __init__(self, type_: str, material: Material, chance: random.Random) -> None:
        self._type = type_
        self._material = material
        self._chance = chance
        self.variables: dict[str, str] = {}
        self.failed = False

    def body(self, schema: BlockSchema, prefix: str, depth: int) -> Iterator[str]:
        """The lines of a body, indented."""
        indent = _INDENT * (depth + 1)
        optional = self._optional(schema, prefix)
        for attribute in schema.attributes.values():
            if not attribute.required and attribute.name not in optional:
                continue
            value = self._value(attribute, prefix)
            if value is not None:
                yield f"{indent}{attribute.name} = {value}"
            elif attribute.required:
                self.failed = True
        for nested in schema.blocks.values():
            wanted = nested.min_items > 0 or nested.name in optional
            if not wanted:
                continue
            if depth >= _DEEPEST:
                self.failed = True
                return
            inside = list(self.body(nested.block, f"{prefix}{nested.name}.", depth + 1))
            if not inside:
                # An empty block says nothing, even where the schema lets it pass.
                self.failed = self.failed or nested.min_items > 0
                continue
            yield from ("", f"{indent}{nested.name} {{", *inside, f"{indent}}}")

    def _optional(self, schema: BlockSchema, prefix: str) -> set[str]:
        """Some of the optional arguments and blocks that people set, the usual ones likelier."""
        usual: list[str] = []
        for path in self._material.usual_paths(self._type):
            if path.startswith(prefix):
                name = path[len(prefix) :].split(".")[0]
                attribute = schema.attributes.get(name)
                deprecated = attribute is not None and attribute.deprecated
                settable = attribute is not None and attribute.settable and not attribute.required
                if name not in usual and not deprecated and (settable or name in schema.blocks):
                    usual.append(name)
        wanted = self._chance.choice((0, 1, 1, 2, 2, 3, 4, 6))
        weighted = [
            name for place, name in enumerate(usual) if self._chance.random() < 1 - place / 14
        ]
        self._chance.shuffle(weighted)
        return set(weighted[:wanted])

    def _value(self, attribute: AttributeSchema, prefix: str) -> str | None:
        path = prefix + attribute.name
        for _ in range(3):
            value = self._material.likely_value(self._type, path, self._chance)
            if value is not None and _fits(value, attribute):
                return value
        if attribute.required and _REFERENCE.search(attribute.name):
            if attribute.type.kind is Kind.STRING:
                self.variables[attribute.name] = "string"
                return f"var.{attribute.name}"
            if attribute.type.kind in (Kind.LIST, Kind.SET):
                self.variables[attribute.name] = "list(string)"
                return f"var.{attribute.name}"
        if attribute.required and attribute.name == "name" and not prefix:
            return f'"{Theme(self._chance).purpose}"'
        return None


def _fits(value: str, attribute: AttributeSchema) -> bool:
    """Whether a literal is of an argument's type."""
    read = literal_value(value)
    if read is None:
        return False
    kind = attribute.type.kind
    found = read[0]
    if kind is Kind.STRING:
        return isinstance(found, str) and bool(found)
    if kind is Kind.BOOL:
        return isinstance(found, bool)
    if kind is Kind.NUMBER:
        return isinstance(found, int | float) and not isinstance(found, bool)
    if kind in (Kind.LIST, Kind.SET):
        element = attribute.type.element
        plain = element is not None and element.kind is Kind.STRING
        if not isinstance(found, list) or not plain:
            return False
        return all(isinstance(one, str) for one in cast("list[object]", found))
    return kind is Kind.MAP and isinstance(found, dict)
