"""What a request asks for by name: what a model that writes for it is held to.

Knows the words of the request and the nearest examples, not what a model makes of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from terraformer_ls.propose.examples import Example
from terraformer_ls.propose.spoken_arguments import spoken_arguments
from terraformer_ls.propose.spoken_symbols import spoken_symbols
from terraformer_ls.propose.spoken_types import (
    spoken_choices,
    spoken_sources,
    spoken_types,
)
from terraformer_ls.propose.type_names import resource_types_in, schema_of_type

_TYPE = re.compile(r"\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+\b")


@dataclass(frozen=True, slots=True)
class Asked:
    """What to write.

    Attributes:
        types: the types of resources that there must be, with how many of each; none where the
            request doesn't tell.
        choices: as `types`, where the request doesn't tell which of a few is meant: sets of types,
            with how many resources there must be of any of them.
        others: those that may stand beside them; None if any may.
        arguments: what a resource of each type has to set, each with its value in HCL; None where
            the request doesn't tell.
        sources: the types of which there has to be a data source.
        symbols: the names that there must be of each type of block, "variable" and "output".
    """

    types: Mapping[str, int] = field(default_factory=dict[str, int])
    choices: Mapping[frozenset[str], int] = field(default_factory=dict[frozenset[str], int])
    others: frozenset[str] | None = None
    arguments: Mapping[str, Mapping[str, str | None]] = field(
        default_factory=dict[str, Mapping[str, str | None]]
    )
    sources: frozenset[str] = frozenset()
    symbols: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])


def asked_for(
    words: str,
    examples: Sequence[Example] = (),
    answers: Callable[[Example], bool] = lambda _: False,
) -> Asked:
    """What a request names, as Terraform or as people call it.

    If the nearest example answers to the request and has all types that are asked for, the other
    types of it that the request speaks of are asked for, too, and nothing beside the example's may
    be written; else whatever they need.

    Args:
        words: the request.
        examples: the nearest ones, the nearest first.
        answers: whether an example is what the request is about.
    """
    found = (match[0] for match in _TYPE.finditer(words.lower()))
    types = {type_: 1 for type_ in found if schema_of_type(type_) is not None}
    types |= spoken_types(words)
    others: frozenset[str] | None = None
    for example in examples[:1]:
        there = resource_types_in(example.text)
        if there and types.keys() <= there and answers(example):
            spoken_of = (type_ for type_ in sorted(there) if _speaks_of(words, type_))
            types = dict.fromkeys(spoken_of, 1) | types
            others = there
    choices = {
        either: count
        for either, count in spoken_choices(words).items()
        if either.isdisjoint(types) and (others is None or either <= others)
    }
    return Asked(
        types,
        choices,
        others,
        spoken_arguments(words),
        spoken_sources(words),
        spoken_symbols(words),
    )


def _speaks_of(words: str, type_: str) -> bool:
    """Whether all words of a type's name but the provider's are in a request."""
    said = {word.removesuffix("s") for word in re.findall(r"[a-z0-9]+", words.lower())}
    _, *parts = type_.split("_")
    return {part.removesuffix("s") for part in parts} <= said
