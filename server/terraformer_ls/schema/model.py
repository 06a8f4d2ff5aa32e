"""What a provider offers, as values: blocks, attributes, functions.

Knows nothing of where a schema comes from (`packs/`, a dump) nor of HCL text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from terraformer_ls.schema.cty import Kind, Type


class BlockKind(StrEnum):
    """What a provider offers by name, with the word that the configuration uses for it."""

    RESOURCE = "resource"
    DATA = "data"
    EPHEMERAL = "ephemeral"


class Nesting(StrEnum):
    """How the blocks, or the objects, of one name make up a value."""

    SINGLE = "single"
    GROUP = "group"
    LIST = "list"
    SET = "set"
    MAP = "map"


@dataclass(frozen=True, slots=True)
class Provider:
    """Which provider a schema is of.

    Attributes:
        source: namespace and type, `hashicorp/aws`; the host is the public registry.
        version: the provider's own, `6.69.1`.
        provenance: what the schema was made from, in a few words for a person.
        losses: what that source does not tell, so that nothing may be concluded from its absence.
    """

    source: str
    version: str
    provenance: str = ""
    losses: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The type, `aws`: the local name that a module uses unless it chooses another."""
        return self.source.rsplit("/", 1)[-1]

    def __str__(self) -> str:
        return f"{self.source} {self.version}"


@dataclass(frozen=True, slots=True)
class AttributeSchema:
    """An argument, or something that only the provider sets.

    Attributes:
        name: as in the configuration.
        type: its type; `dynamic` is not checked.
        nested: the attributes of the object, or of each object, where the provider describes them
            one by one; `type` then is the type that they make.
        nesting: how `nested` makes up the value.
        required: the configuration must set it.
        optional: the configuration may set it.
        computed: the provider sets it if the configuration doesn't.
        sensitive: its value is hidden in plans.
        deprecated: whether, or why and what to use instead.
        write_only: it is handed to the provider and never stored.
    """

    name: str
    type: Type
    nested: BlockSchema | None = None
    nesting: Nesting | None = None
    required: bool = False
    optional: bool = False
    computed: bool = False
    sensitive: bool = False
    deprecated: str | bool = False
    write_only: bool = False

    @property
    def settable(self) -> bool:
        """Whether a configuration may set it at all."""
        return self.required or self.optional

    @property
    def accepts_blocks(self) -> bool:
        """Whether it may also be written as blocks, as Terraform allows for lists of objects."""
        return self.nested is None and (
            self.type.is_list_of_objects or self.type.kind is Kind.DYNAMIC
        )


@dataclass(frozen=True, slots=True)
class NestedBlock:
    """A block inside a block; 0 for `max_items` is no limit (or none that we know)."""

    name: str
    nesting: Nesting
    block: BlockSchema
    min_items: int = 0
    max_items: int = 0

    @property
    def at_most_one(self) -> bool:
        """Whether a second block of this name is an error."""
        return self.nesting in (Nesting.SINGLE, Nesting.GROUP) or self.max_items == 1


@dataclass(frozen=True, slots=True)
class BlockSchema:
    """What may stand in a block's body.

    `folded` says that the provider's definition goes on, but our source stops here: names that are
    not listed are unknown to us, not wrong.
    """

    attributes: Mapping[str, AttributeSchema] = field(default_factory=dict[str, AttributeSchema])
    blocks: Mapping[str, NestedBlock] = field(default_factory=dict[str, NestedBlock])
    folded: bool = False
    deprecated: str | bool = False

    def required_names(self) -> Iterator[str]:
        """The arguments and blocks without which a body is not complete, arguments first."""
        yield from (name for name, attribute in self.attributes.items() if attribute.required)
        yield from (name for name, nested in self.blocks.items() if nested.min_items > 0)

    def settable_names(self) -> Iterator[str]:
        """The arguments and blocks that a configuration may write."""
        yield from (name for name, attribute in self.attributes.items() if attribute.settable)
        yield from self.blocks


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a function."""

    name: str
    type: Type
    description: str = ""


@dataclass(frozen=True, slots=True)
class FunctionSchema:
    """A function that a provider defines: `provider::<local name>::<name>(...)`."""

    name: str
    parameters: tuple[Parameter, ...]
    variadic: Parameter | None
    result: Type
    description: str = ""
