"""Which types of resources a request asks for: what a model that writes for it is held to.

Knows the words of the request and the nearest examples, not what a model makes of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from terraformer_ls.propose.examples import Example
from terraformer_ls.propose.spoken_types import spoken_types
from terraformer_ls.propose.type_names import resource_types_in
from terraformer_ls.schema.choose import Choices, provider_of_type
from terraformer_ls.schema.model import BlockKind, BlockSchema
from terraformer_ls.workspace.snapshot import Snapshot

_TYPE = re.compile(r"\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+\b")


@dataclass(frozen=True, slots=True)
class AskedTypes:
    """What resources to write.

    Attributes:
        types: those that there must be; none where the request doesn't tell.
        others: those that may stand beside them; None if any may.
    """

    types: frozenset[str] = frozenset()
    others: frozenset[str] | None = None


def asked_types(
    words: str,
    examples: Sequence[Example] = (),
    answers: Callable[[Example], bool] = lambda _: False,
) -> AskedTypes:
    """The types of a request.

    Those that it names, as Terraform or as people call them. If the nearest example answers to the
    request and has all of these, the other types of it that the request speaks of, too, and nothing
    beside the example's; else whatever they need.

    Args:
        words: the request.
        examples: the nearest ones, the nearest first.
        answers: whether an example is what the request is about.
    """
    found = (match[0] for match in _TYPE.finditer(words.lower()))
    named = frozenset(type_ for type_ in found if schema_of_type(type_) is not None)
    named |= spoken_types(words)
    for example in examples[:1]:
        types = resource_types_in(example.text)
        if types and named <= types and answers(example):
            spoken_of = frozenset(type_ for type_ in types if _speaks_of(words, type_))
            return AskedTypes(named | spoken_of, types)
    return AskedTypes(named)


def _speaks_of(words: str, type_: str) -> bool:
    """Whether all words of a type's name but the provider's are in a request."""
    said = {word.removesuffix("s") for word in re.findall(r"[a-z0-9]+", words.lower())}
    _, *parts = type_.split("_")
    return {part.removesuffix("s") for part in parts} <= said


def schema_of_type(type_: str) -> BlockSchema | None:
    """What a type of resource takes in the newest version at hand; None if there is none."""
    schema = Choices(Snapshot(Path("/asked"), {})).provider(".", provider_of_type(type_)).schema
    return schema.block(BlockKind.RESOURCE, type_) if schema is not None else None
