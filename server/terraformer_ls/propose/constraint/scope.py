"""What expressions at a place may refer to: a module's declarations and what the place adds."""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass

from terraformer_ls.propose.constraint.place import Place
from terraformer_ls.schema.checks.references import kind_and_type, schema_of
from terraformer_ls.schema.choose import Choices
from terraformer_ls.schema.cty import DYNAMIC, Kind, Type
from terraformer_ls.schema.model import BlockSchema
from terraformer_ls.schema.reading import Reading
from terraformer_ls.schema.requirements import called_folder
from terraformer_ls.schema.symbols import Address, Module, address_of

_PLAIN_TYPES = {
    "string": Type(Kind.STRING),
    "number": Type(Kind.NUMBER),
    "bool": Type(Kind.BOOL),
}
_TYPE_HEAD = re.compile(r"(list|set|tuple|map|object)\s*\(")
_REPEATABLE = frozenset({"resource", "data", "ephemeral", "module"})


@dataclass(frozen=True, slots=True)
class Referable:
    """Something that may be referred to.

    Attributes:
        address: its names, `("var", "a")`.
        type: the type of its value, where it is not a block of a provider.
        schema: the schema of the block, if it is one and known.
        outputs: the names of a called module's outputs, if it is one and known.
        indexed: whether it stands for several: by number (`count`), by key (`for_each`), or not.
    """

    address: Address
    type: Type = DYNAMIC
    schema: BlockSchema | None = None
    outputs: tuple[str, ...] | None = None
    indexed: Kind | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """What may be referred to.

    Attributes:
        referables: what the module declares.
        bound: names that the place binds, each with the names that may follow it.
        providers: the local names of the providers, with which types begin.
    """

    referables: tuple[Referable, ...]
    bound: Mapping[str, tuple[str, ...]]
    providers: tuple[str, ...]

    @property
    def key(self) -> Hashable:
        """Equal for scopes in which the same may be said."""
        known = tuple(
            (found.address, str(found.type), id(found.schema), found.outputs, found.indexed)
            for found in self.referables
        )
        return known, tuple(sorted(self.bound.items())), self.providers


def scope_at(
    place: Place, module: Module, choices: Choices, planned: Collection[str] = ()
) -> Scope:
    """What may be referred to at a place of a module; a block does not see itself.

    Args:
        place: where.
        module: what is declared.
        choices: the schemas that apply.
        planned: names of variables that are not declared yet and will be.
    """
    own = address_of(place.top.type, place.top.labels) if place.top is not None else None
    found = tuple(
        _referable(address, module, choices)
        for address in sorted(module.declarations)
        if address != own and address[0] not in ("output", "check", "action")
    )
    found += tuple(Referable(("var", name)) for name in sorted(planned))
    providers = set(choices.local_names(module.folder))
    for address in module.declarations:
        if len(address) > 1 and address[0] not in ("var", "local", "module", "output", "check"):
            _, type_ = kind_and_type(address) if address[0] != "action" else (None, address[1])
            providers.add(type_.split("_", 1)[0])
    return Scope(found, _bound(place), tuple(sorted(providers)))


def _referable(address: Address, module: Module, choices: Choices) -> Referable:
    reading = module.declarations[address][0].block.reading
    match address[0]:
        case "var":
            return Referable(address, type=_declared_type(reading))
        case "local":
            return Referable(address)
        case "module":
            return Referable(
                address, outputs=_outputs(reading, module, choices), indexed=_indexed(reading)
            )
        case _:
            known = schema_of(address, module, choices)
            schema = known[0] if known is not None else None
            return Referable(address, schema=schema, indexed=_indexed(reading))


def _indexed(reading: Reading) -> Kind | None:
    if reading.block.attribute("count") is not None:
        return Kind.LIST
    if reading.block.attribute("for_each") is not None:
        return Kind.MAP
    return Kind.DYNAMIC if reading.broken else None


def _declared_type(reading: Reading) -> Type:
    attribute = reading.block.attribute("type")
    if attribute is None:
        return DYNAMIC
    text = reading.document.slice(attribute.node.named_children[-1]).strip()
    if text in _PLAIN_TYPES:
        return _PLAIN_TYPES[text]
    head = _TYPE_HEAD.match(text)
    if head is None or head[1] == "object":
        return DYNAMIC
    inside = text[head.end() : -1].strip()
    kind = Kind.LIST if head[1] == "tuple" else Kind(head[1])
    return Type(kind, element=_PLAIN_TYPES.get(inside, DYNAMIC))


def _outputs(reading: Reading, module: Module, choices: Choices) -> tuple[str, ...] | None:
    called = choices.modules.get(called_folder(module.folder, reading.document, reading.block))
    if called is None or called.broken:
        return None
    return tuple(address[1] for address in called.declarations if address[0] == "output")


def _bound(place: Place) -> Mapping[str, tuple[str, ...]]:
    bound: dict[str, tuple[str, ...]] = {
        "path": ("module", "root", "cwd"),
        "terraform": ("workspace",),
    }
    top = place.top
    if top is None:
        return bound
    if top.type in _REPEATABLE:
        if "for_each" in place.names[1]:
            bound["each"] = ("key", "value")
        if "count" in place.names[1]:
            bound["count"] = ("index",)
    for body in place.bodies:
        if body.type in ("provisioner", "connection", "postcondition"):
            bound["self"] = ()
        if body.type == "dynamic" and body.labels:
            bound[body.values.get("iterator", body.labels[0])] = ("key", "value")
    return bound
