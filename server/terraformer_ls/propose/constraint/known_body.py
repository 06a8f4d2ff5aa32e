"""What may stand in the body at a place: the provider's schema and what Terraform adds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace

from terraformer_ls.propose.constraint.place import Body, Place
from terraformer_ls.schema.builtin import backends, language_blocks
from terraformer_ls.schema.checks.body import block_schema_of
from terraformer_ls.schema.checks.calls import inputs_of
from terraformer_ls.schema.checks.declarations import alias_of
from terraformer_ls.schema.choose import Choice, Choices, provider_of_type
from terraformer_ls.schema.cty import DYNAMIC
from terraformer_ls.schema.model import (
    AttributeSchema,
    BlockKind,
    BlockSchema,
    NestedBlock,
    Nesting,
)
from terraformer_ls.schema.requirements import called_folder, configuration_aliases
from terraformer_ls.schema.symbols import Module

_NOTHING = BlockSchema()
_UNKNOWN = BlockSchema(folded=True)
_KINDS = {kind.value: kind for kind in BlockKind}


@dataclass(frozen=True, slots=True)
class KnownBody:
    """What may stand in a body.

    Attributes:
        schema: what the provider, or the called module, takes.
        meta: what Terraform adds.
        dynamic: whether `dynamic` blocks may stand in it.
        providers: the providers that may be named as its own, `aws` or `aws.west`.
        any_alias: whether that may be a configuration that is declared nowhere, too.
    """

    schema: BlockSchema
    meta: BlockSchema
    dynamic: bool = False
    providers: tuple[str, ...] = ()
    any_alias: bool = True

    @property
    def is_open(self) -> bool:
        """Whether there may be more in it than is known."""
        return self.schema.folded or self.meta.folded

    def without(self, names: Collection[str]) -> KnownBody:
        """The same without some arguments and blocks."""
        return self._where(lambda name: name not in names)

    def only(self, names: Collection[str]) -> KnownBody:
        """The same with no other arguments and blocks."""
        return self._where(names.__contains__)

    def _where(self, holds: Callable[[str], bool]) -> KnownBody:
        return replace(self, schema=_left(self.schema, holds), meta=_left(self.meta, holds))

    def attribute(self, name: str) -> AttributeSchema | None:
        """An argument by its name."""
        return self.schema.attributes.get(name) or self.meta.attributes.get(name)

    def block(self, name: str) -> NestedBlock | None:
        """A block by its name."""
        return self.schema.blocks.get(name) or self.meta.blocks.get(name)


def _left(schema: BlockSchema, holds: Callable[[str], bool]) -> BlockSchema:
    if all(map(holds, (*schema.attributes, *schema.blocks))):
        return schema
    return replace(
        schema,
        attributes={name: each for name, each in schema.attributes.items() if holds(name)},
        blocks={name: each for name, each in schema.blocks.items() if holds(name)},
    )


def known_body(place: Place, module: Module, choices: Choices) -> KnownBody:
    """What may stand in the innermost body at a place, which is in a top-level block."""
    top, *nested = place.bodies[1:]
    known = _top_level(top, module, choices)
    inside_dynamic = False
    for number, body in enumerate(nested):
        if inside_dynamic:
            # The content of `dynamic "x"` is the body of an `x`.
            inside_dynamic = False
            continue
        name = body.type
        if name == "dynamic":
            name = body.labels[0] if body.labels else ""
            if number == len(nested) - 1:
                return KnownBody(_dynamic(known, name), _NOTHING)
            inside_dynamic = True
        known = KnownBody(_inside(known, name, body), _NOTHING, known.dynamic)
    return known


def _providers(kind: BlockKind, type_: str, module: Module, choices: Choices) -> tuple[str, ...]:
    """The providers under which a type is had: any other would hide what its blocks may hold."""
    own = provider_of_type(type_)
    named = set(choices.local_names(module.folder))
    for placed in module.blocks_of("provider"):
        named.update(placed.reading.block.labels[:1])
    known = {own, *(n for n in named if _has(choices.provider(module.folder, n), kind, type_))}
    aliased = {alias for alias in _aliases(module) if alias.split(".")[0] in known}
    return tuple(sorted(known | aliased))


def _aliases(module: Module) -> Iterator[str]:
    """The configurations of providers that a module declares, or wants from its caller."""
    for placed in module.blocks_of("provider"):
        alias = alias_of(placed)
        yield from (f"{name}.{alias}" for name in placed.reading.block.labels[:1] if alias)
    for placed in module.blocks_of("terraform"):
        yield from configuration_aliases(placed.reading.document.slice(placed.reading.block.node))


def _has(choice: Choice, kind: BlockKind, type_: str) -> bool:
    return choice.schema is not None and choice.schema.block(kind, type_) is not None


def _top_level(top: Body, module: Module, choices: Choices) -> KnownBody:
    meta = language_blocks().get(top.type, _UNKNOWN)
    if top.type in _KINDS and top.labels:
        named = top.values.get("provider", "").strip('"').split(".", 1)[0]
        choice = choices.provider(module.folder, named or provider_of_type(top.labels[0]))
        known = choice.schema.block(_KINDS[top.type], top.labels[0]) if choice.schema else None
        providers = _providers(_KINDS[top.type], top.labels[0], module, choices)
        return KnownBody(known or _UNKNOWN, meta, dynamic=True, providers=providers)
    if top.type == "provider" and top.labels:
        choice = choices.provider(module.folder, top.labels[0])
        known = choice.schema.configuration if choice.schema else None
        return KnownBody(known or _UNKNOWN, meta, dynamic=True)
    if top.type == "module":
        return KnownBody(_inputs(top, module, choices), meta)
    return KnownBody(meta, _NOTHING)


def _inputs(top: Body, module: Module, choices: Choices) -> BlockSchema:
    for placed in module.blocks_of("module"):
        reading = placed.reading
        if reading.block.labels == top.labels:
            folder = called_folder(module.folder, reading.document, reading.block)
            called = choices.modules.get(folder)
            return inputs_of(called) if called is not None else _UNKNOWN
    return _UNKNOWN


def _inside(outer: KnownBody, name: str, body: Body) -> BlockSchema:
    if name == "backend" and body.labels:
        return backends().get(body.labels[0], _UNKNOWN)
    nested = outer.block(name)
    if nested is not None:
        # Terraform's own provisioners are known; plugins, whose are not, nobody writes any more.
        is_known = name == "provisioner" and nested.block.attributes
        return replace(nested.block, folded=False) if is_known else nested.block
    attribute = outer.attribute(name)
    element = block_schema_of(attribute) if attribute is not None else None
    return element or _UNKNOWN


def _dynamic(outer: KnownBody, name: str) -> BlockSchema:
    """The body of a `dynamic` block itself."""
    content = _inside(outer, name, Body(name, (), 0))
    return BlockSchema(
        attributes={
            "for_each": AttributeSchema("for_each", DYNAMIC, required=True),
            "iterator": AttributeSchema("iterator", DYNAMIC, optional=True),
            "labels": AttributeSchema("labels", DYNAMIC, optional=True),
        },
        blocks={"content": NestedBlock("content", Nesting.SINGLE, content, 1)},
    )
