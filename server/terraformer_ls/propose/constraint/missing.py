"""What of a request a module does not have yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property

from terraformer_ls.hcl.blocks import Block
from terraformer_ls.propose.asked import Asked
from terraformer_ls.propose.constraint.place import Place
from terraformer_ls.schema.choose import provider_of_type
from terraformer_ls.schema.symbols import Module

_ROOTS = {"variable": "var", "output": "output"}
_REPEATING = frozenset({"count", "for_each"})


class Missing:
    """What is still to be written, as far as the request names it.

    Args:
        asked: what there must be in the end.
        module: the module as it is, the block that is being written included.
    """

    def __init__(self, asked: Asked, module: Module) -> None:
        self._asked = asked
        self._module = module

    @property
    def is_nothing(self) -> bool:
        """Whether everything is there."""
        return not self.types and not self.sources and not any(self.symbols.values())

    @cached_property
    def types(self) -> frozenset[str]:
        """The types of which there are not enough resources."""
        lacking = {
            type_ for type_, count in self._asked.types.items() if self._declared[type_] < count
        }
        for either, count in self._asked.choices.items():
            if sum(self._declared[type_] for type_ in either) < count:
                lacking |= either
        return frozenset(lacking)

    @cached_property
    def sources(self) -> frozenset[str]:
        """The types of which there is no data source."""
        there = {placed.reading.block.labels[:1] for placed in self._module.blocks_of("data")}
        return frozenset(type_ for type_ in self._asked.sources if (type_,) not in there)

    @cached_property
    def symbols(self) -> Mapping[str, tuple[str, ...]]:
        """The names that are not declared, by the type of block."""
        there = self._module.declarations
        return {
            type_: tuple(name for name in names if (_ROOTS[type_], name) not in there)
            for type_, names in self._asked.symbols.items()
        }

    @cached_property
    def only(self) -> frozenset[str]:
        """The types of resources to stay with; all if there are none.

        Behind a resource that nobody asked for comes one that is missing: a small model would go on
        with whatever is called alike.
        """
        if self.types:
            *_, last = "", *(block.labels[0] for block in self._resources())
            if last and last not in self._named:
                return self.types
        others = self._asked.others
        return frozenset() if others is None else others | self._named

    @property
    def enough(self) -> frozenset[str]:
        """The types of which there may be no more as long as anything is missing."""
        return frozenset() if self.is_nothing else frozenset(self._declared) - self.types

    @property
    def providers(self) -> frozenset[str]:
        """The providers of the types that are asked for."""
        return frozenset(map(provider_of_type, self._named | self._asked.sources))

    def arguments(self, place: Place) -> frozenset[str]:
        """What the innermost body at a place has to set.

        Of several resources of a type the last one sets what the others don't.
        """
        top = place.top
        if top is None or place.body is not top or top.type != "resource" or len(top.labels) != 2:
            return frozenset()
        type_, name = top.labels
        named = frozenset(self._asked.arguments.get(type_, ()))
        if not named or self._declared[type_] < self._asked.types.get(type_, 1):
            return frozenset()
        return named.difference(
            *(_names(block) for block in self._resources(type_) if block.labels[1] != name)
        )

    def values(self, place: Place) -> Mapping[str, str]:
        """What is said to be written for arguments of the innermost body at a place, in HCL.

        Of several resources of a type it is not told whose an argument is.
        """
        top = place.top
        if top is None or place.body is not top or top.type != "resource" or len(top.labels) != 2:
            return {}
        given = self._asked.arguments.get(top.labels[0], {})
        is_one = self._wanted(top.labels[0]) == 1 == self._declared[top.labels[0]]
        return {name: value for name, value in given.items() if value is not None and is_one}

    @cached_property
    def _declared(self) -> Counter[str]:
        """How many resources of each type there are; one that is many counts as enough."""
        found: Counter[str] = Counter()
        for block in self._resources():
            is_many = not _REPEATING.isdisjoint(_names(block))
            found[block.labels[0]] += self._wanted(block.labels[0]) if is_many else 1
        return found

    @cached_property
    def _named(self) -> frozenset[str]:
        """All types that are asked for, or may be."""
        return frozenset(self._asked.types).union(*self._asked.choices)

    def _wanted(self, type_: str) -> int:
        """How many resources of a type are asked for."""
        counts = (count for either, count in self._asked.choices.items() if type_ in either)
        return max(self._asked.types.get(type_, 1), *counts, 1)

    def _resources(self, type_: str = "") -> Iterator[Block]:
        for placed in self._module.blocks_of("resource"):
            block = placed.reading.block
            if len(block.labels) == 2 and type_ in ("", block.labels[0]):
                yield block


def _names(block: Block) -> frozenset[str]:
    return frozenset(attribute.name for attribute in block.attributes)
