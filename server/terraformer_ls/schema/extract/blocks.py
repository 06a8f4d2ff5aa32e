"""Blocks and attributes, in the shape of `terraform providers schema -json`, out of declarations.

How the generator betrays the schema, member by member:

- the flags stand in a comment above each member;
- a structured value lives in a holder class: `XOutputReference` for one (a single block, or a list
  that takes one at most), `XList` and `XMap` for several;
- what can be set is also written as HCL, with its collection (`list`, `set`, `map`, `struct`,
  `simple`) and the type of what is in it; what is only computed shows its type in the getter;
- a block's documentation starts with "`name` block"; everything else is an attribute.

What it doesn't betray (`LOSSES`) is left out, never guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from terraformer_ls.schema.cty import TypeJson
from terraformer_ls.schema.extract.typescript import Class, Declarations, Member, Property, Storage
from terraformer_ls.schema.json_shape import (
    AttributeJson,
    BlockJson,
    NestedBlockJson,
    NestedTypeJson,
)

LOSSES = (
    "limits of more than one on how often a block may appear",
    "which attributes are sensitive, deprecated or write-only, unless another source told",
    "schema versions",
)

_PRIMITIVES = {"string": "string", "number": "number", "boolean": "bool", "any": "dynamic"}
_PRIMITIVE_STORAGE = re.compile(r"(string|number|boolean|any)((?:List|Map|Set)*)")
_GETTER = re.compile(r"get(String|Number|Boolean|Any|)(ListAttribute|MapAttribute|Attribute)")
_COMPUTED_MAP = re.compile(r"(String|Number|Boolean|Any)Map(List)?")
_SDK_ID_NOTE = "Please be aware that the id field"


@dataclass(frozen=True, slots=True)
class _Structure:
    """A structured value: the interface it is declared as, and how many of it there are."""

    name: str
    collection: str  # "list", "set", "map", or "" for exactly one
    inner_collection: str = ""  # of a list of lists or of maps
    one_at_most: bool = False


@dataclass(slots=True)
class BlockBuilder:
    """Builds the blocks of one module and counts in `unrecovered` what it could not."""

    declarations: Declarations
    unrecovered: Counter[str] = field(default_factory=Counter[str])
    _inside: list[str] = field(default_factory=list[str])

    def block_of(self, main: Class) -> BlockJson:
        """The body of the resource, data source or provider that a class stands for."""
        declarations = self.declarations
        configuration = f"{main.name}Config"
        if configuration not in declarations.interfaces:
            configuration = next(iter(sorted(declarations.meta_interfaces)), "")
        properties = declarations.interfaces.get(configuration, {})
        return self._body(main.members, properties, declarations.storages.get(main.name, {}))

    def _body(
        self,
        members: tuple[Member, ...],
        properties: Mapping[str, Property],
        storages: Mapping[str, Storage],
    ) -> BlockJson:
        attributes: dict[str, AttributeJson] = {}
        blocks: dict[str, NestedBlockJson] = {}
        for member in members:
            stated = properties.get(member.name)
            description = stated.description if stated is not None else ""
            storage = storages.get(member.name)
            structure = self._structure(member, storage)
            if structure is None:
                type_ = self._type(member, storage, stated)
                attributes[member.name] = _attribute(member, {"type": type_}, description)
            elif description.startswith(f"{member.name} block"):
                blocks[member.name] = self._nested_block(member, structure)
            else:
                inside = self._body_of(structure.name)
                value = _attribute_value(member, structure, inside)
                attributes[member.name] = _attribute(member, value, description)
        body: BlockJson = {}
        if attributes:
            body["attributes"] = attributes
        if blocks:
            body["block_types"] = blocks
        return body

    def _nested_block(self, member: Member, structure: _Structure) -> NestedBlockJson:
        nested: NestedBlockJson = {
            "nesting_mode": structure.collection or "single",
            "block": self._body_of(structure.name),
        }
        if structure.collection in ("list", "set"):
            if member.required:
                nested["min_items"] = 1
            if structure.one_at_most:
                nested["max_items"] = 1
        return nested

    def _body_of(self, structure: str) -> BlockJson:
        if structure in self._inside:
            self.unrecovered["structures that contain themselves"] += 1
            return {"folded": True}
        declarations = self.declarations
        properties = declarations.interfaces.get(structure, {})
        holder = declarations.classes.get(f"{structure}OutputReference")
        if holder is not None:
            members = holder.members
        else:
            members = tuple(_only_declared(name, stated) for name, stated in properties.items())
        self._inside.append(structure)
        body = self._body(members, properties, declarations.storages.get(structure, {}))
        self._inside.pop()
        return body

    def _structure(self, member: Member, storage: Storage | None) -> _Structure | None:
        """The structure that a member holds, None if its type is made of primitives alone."""
        if member.holder is not None:
            return self._held_structure(member, storage)
        if storage is None:
            return None
        for suffix, collection in (("List", storage.kind), ("Map", "map"), ("", "")):
            name = storage.storage.removesuffix(suffix)
            if storage.storage.endswith(suffix) and name in self.declarations.interfaces:
                return _Structure(name, collection)
        return None

    def _held_structure(self, member: Member, storage: Storage | None) -> _Structure | None:
        if member.holder is None:
            return None
        holder = member.holder.class_name
        if holder not in self.declarations.classes and _COMPUTED_MAP.fullmatch(holder):
            return None
        stored = storage.kind if storage is not None and storage.kind != "struct" else ""
        if holder.endswith("OutputReference"):
            return _Structure(holder.removesuffix("OutputReference"), stored, one_at_most=True)
        wrapped = "set" if member.holder.as_set else "list"
        for suffix, collection, inner in (
            ("ListList", wrapped, "list"),
            ("MapList", wrapped, "map"),
            ("List", stored or wrapped, ""),
            ("Map", "map", ""),
        ):
            name = holder.removesuffix(suffix)
            if holder.endswith(suffix) and self._is_structure(name):
                return _Structure(name, collection, inner)
        self.unrecovered[f"values held by {holder}"] += 1
        return None

    def _is_structure(self, name: str) -> bool:
        declarations = self.declarations
        return name in declarations.interfaces or f"{name}OutputReference" in declarations.classes

    def _type(self, member: Member, storage: Storage | None, stated: Property | None) -> TypeJson:
        """The type of a member that holds no structure."""
        if storage is not None:
            match = _PRIMITIVE_STORAGE.fullmatch(storage.storage)
            if match is not None:
                return _stored_type(match.group(1), match.group(2), storage.kind)
        if member.holder is not None:
            match = _COMPUTED_MAP.fullmatch(member.holder.class_name)
            if match is not None:
                map_: TypeJson = ["map", _PRIMITIVES[match.group(1).lower()]]
                return ["set" if member.holder.as_set else "list", map_] if match.group(2) else map_
        match = _GETTER.fullmatch(member.getter)
        if match is not None:
            primitive = _PRIMITIVES[match.group(1).lower() or "string"]
            if match.group(2) == "Attribute":
                return primitive
            if match.group(2) == "MapAttribute":
                return ["map", primitive]
            return ["set" if member.from_set else "list", primitive]
        if stated is not None and (word := stated.type.split(" ")[0]) in _PRIMITIVES:
            return _PRIMITIVES[word]
        self.unrecovered["attributes of unknown type, left unchecked"] += 1
        return "dynamic"


def _stored_type(primitive: str, suffixes: str, kind: str) -> TypeJson:
    """`string` `MapList` stored as a `set` is a set of maps of strings."""
    type_: TypeJson = _PRIMITIVES[primitive]
    collections = re.findall("List|Map|Set", suffixes)
    for number, collection in enumerate(collections, start=1):
        outermost = number == len(collections) and kind in ("list", "set", "map")
        type_ = [kind if outermost else collection.lower(), type_]
    return type_


def _attribute(member: Member, value: AttributeJson, description: str) -> AttributeJson:
    attribute = value.copy()
    if member.name == "id":
        description = description.partition(_SDK_ID_NOTE)[0].strip()
    if description:
        attribute["description"] = description
    if member.required:
        attribute["required"] = True
    if member.optional:
        attribute["optional"] = True
    if member.computed:
        attribute["computed"] = True
    return attribute


def _attribute_value(member: Member, structure: _Structure, inside: BlockJson) -> AttributeJson:
    """A structured attribute's `type` or `nested_type`.

    An object inside a `type` has no flags and descriptions of its own, so the generator gives each
    of its attributes those of the whole; attributes that differ are described one by one.
    """
    attributes = inside.get("attributes", {})
    flags = (member.required, member.optional, member.computed)
    plain = not inside.get("folded", False) and all(
        _flags(attribute) == flags
        and "description" not in attribute
        and "nested_type" not in attribute
        for attribute in attributes.values()
    )
    if plain or flags == (False, False, True):
        if inside.get("folded", False):
            return {"type": "dynamic"}
        type_: TypeJson = [
            "object",
            {name: _type_of(attribute) for name, attribute in attributes.items()},
        ]
        for collection in (structure.inner_collection, structure.collection):
            type_ = [collection, type_] if collection else type_
        return {"type": type_}
    if structure.inner_collection:
        return {"type": "dynamic"}
    nested: NestedTypeJson = {
        "attributes": attributes,
        "nesting_mode": structure.collection or "single",
    }
    if inside.get("folded", False):
        nested["folded"] = True
    return {"nested_type": nested}


def _type_of(attribute: AttributeJson) -> TypeJson:
    nested = attribute.get("nested_type")
    if nested is None:
        return attribute.get("type", "dynamic")
    inside = {name: _type_of(inner) for name, inner in nested.get("attributes", {}).items()}
    mode = nested.get("nesting_mode", "single")
    return ["object", inside] if mode == "single" else [mode, ["object", inside]]


def _flags(attribute: AttributeJson) -> tuple[bool, bool, bool]:
    return (
        attribute.get("required", False),
        attribute.get("optional", False),
        attribute.get("computed", False),
    )


def _only_declared(name: str, stated: Property) -> Member:
    """The member that an interface's property would have, had its structure a class."""
    return Member(
        name=name,
        computed=False,
        optional=stated.optional,
        required=not stated.optional,
        holder=None,
        getter="",
        from_set=False,
    )
