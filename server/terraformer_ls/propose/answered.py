"""How much of what a request asks for by name is in a configuration."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from terraformer_ls.hcl.blocks import Block
from terraformer_ls.propose.adapt.draft import Draft
from terraformer_ls.propose.asked import Asked

_MANY = ("count", "for_each")


def share_answered(asked: Asked, text: str) -> float:
    """The share of what is asked for that a text has: resources, values, data sources, symbols.

    1 where nothing is asked for by name. Defaults of variables count as what the variables are.
    """
    met = list(_met(asked, Draft.of(text)))
    return sum(met) / len(met) if met else 1.0


def _met(asked: Asked, draft: Draft) -> Iterator[bool]:
    labelled = [block for block in draft.blocks if block.labels]
    resources = [block for block in labelled if block.type == "resource"]
    there = Counter(block.labels[0] for block in resources)
    many = {block.labels[0] for block in resources if any(block.attribute(name) for name in _MANY)}
    wanted = {frozenset({type_}): count for type_, count in asked.types.items()}
    for types, count in {**wanted, **asked.choices}.items():
        yield sum(there[type_] for type_ in types) >= count or not types.isdisjoint(many)
    for type_, given in asked.arguments.items():
        own = [block for block in resources if block.labels[0] == type_]
        for name, value in given.items():
            yield any(_has(draft, block, name, value) for block in own)
    sources = {block.labels[0] for block in labelled if block.type == "data"}
    for type_ in asked.sources:
        yield type_ in sources
    declared = {(block.type, block.labels[0]) for block in labelled}
    for type_, names in asked.symbols.items():
        for name in names:
            yield (type_, name) in declared


def _has(draft: Draft, block: Block, name: str, value: str | None) -> bool:
    """Whether a resource sets an argument, to a value if one is given."""
    attribute = block.attribute(name)
    if attribute is None:
        return False
    written = draft.variable_default(draft.value(attribute)) or attribute
    return value is None or _plain(draft.value(written)) == _plain(value)


def _plain(value: str) -> str:
    """A value without what makes no difference: West Europe is `westeurope`."""
    return value.replace(" ", "").lower()
