"""Which argument of a block words mean, by the provider's schema and what is written already."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from terraformer_ls.hcl.blocks import Attribute, Block
from terraformer_ls.propose.intents.request import Request, stems
from terraformer_ls.propose.intents.targets import Target
from terraformer_ls.schema.cty import DYNAMIC, Type
from terraformer_ls.schema.lookup import body_at
from terraformer_ls.schema.model import BlockSchema

_DEEPEST = 3
_UNMEANT = frozenset({"connection", "endpoints", "lifecycle", "provisioner", "timeouts"})
"""Blocks that nobody means who speaks of a size, a type or a name: only the very name counts."""

_ENOUGH = 0.5
_UNSAID = frozenset({"in", "of", "the", "day", "second", "gb", "mb", "period", "sec"})
"""Parts of arguments' names that people leave out."""

_CALLED: dict[str, frozenset[str]] = {
    word: frozenset(meant.split())
    for word, meant in {
        "class": "class type sku",
        "cpu": "cpu vcpu",
        "disk": "disk storage volume",
        "encryption": "encrypted encryption",
        "encrypt": "encrypted encryption",
        "image": "ami image",
        "memory": "memory ram",
        "monitoring": "monitoring",
        "public": "publicly public",
        "range": "cidr range prefix",
        "size": "size type class sku allocated storage",
        "storage": "storage disk volume",
        "type": "type class sku size",
        "version": "version",
    }.items()
}


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument that a block has or could have.

    Attributes:
        path: the nested blocks around it, then its name.
        type: what it takes; `dynamic` where no schema says.
        present: as it is written, if it is.
    """

    path: tuple[str, ...]
    type: Type
    present: Attribute | None

    def body(self, value: str) -> str:
        """The HCL of a body that gives it a value."""
        text = f"{self.path[-1]} = {value}"
        for name in reversed(self.path[:-1]):
            indented = "\n".join(f"  {line}" for line in text.split("\n"))
            text = f"{name} {{\n{indented}\n}}"
        return text

    @property
    def shown(self) -> str:
        """Its name for people."""
        return ".".join(self.path)


def arguments_of(request: Request, target: Target) -> tuple[Argument, ...]:
    """All arguments of a block, those that are written first."""
    place = body_at(request.snapshot, target.path, target.block.body.start)
    schemas = (place.schema, place.meta) if place is not None else ()
    found: dict[tuple[str, ...], Argument] = {}
    for schema in schemas:
        for argument in _of_schema(schema, target.block, ()):
            found.setdefault(argument.path, argument)
    for argument in _written(target.block, ()):
        found.setdefault(argument.path, argument)
    return tuple(sorted(found.values(), key=lambda argument: argument.present is None))


def named_argument(
    request: Request,
    target: Target,
    words: str,
    *,
    beside: bool = False,
    present_first: bool = True,
    fits: Callable[[Argument], bool] | None = None,
) -> tuple[float, Argument] | None:
    """The argument that words name best, with how well (0.5 is barely); None if they name none.

    Args:
        request: of which snapshot.
        target: the block.
        words: what may name an argument.
        beside: the words name the block as well, so that its own words name no argument.
        present_first: what is written is preferred to what could be.
        fits: which arguments come into question; all by default.
    """
    said = stems(words) - _UNSAID
    block_words = stems(" ".join(target.block.labels))
    spoken = re.findall(r"\w+", words.lower().replace("-", "_"))
    phrases = [phrase for phrase in (said, said - block_words) if phrase]
    best: tuple[float, Argument] | None = None
    for argument in arguments_of(request, target):
        if fits is not None and not fits(argument):
            continue
        value = max((_likeness(argument, phrase) for phrase in phrases), default=0.0)
        if beside and not _likeness(argument, said - block_words):
            value = 0.0
        if argument.path[0] in _UNMEANT:
            value = 0.0
        if "_" in argument.path[-1] and argument.path[-1] in spoken:
            value = 2.0  # its very name
        if value >= _ENOUGH and argument.present is not None and present_first:
            value += 0.25
        if value >= _ENOUGH and (best is None or value > best[0]):
            best = (value, argument)
    return best


def _likeness(argument: Argument, said: frozenset[str]) -> float:
    """How much a name and a phrase have in common (F1 of their words)."""
    name = stems(argument.path[-1]) - _UNSAID
    around = stems(" ".join(argument.path[:-1])) - name
    meant = said.union(*(_CALLED.get(word, frozenset()) for word in said))
    shared = name & meant
    if not name or not shared or not said:
        return 0.0
    covered = [word for word in said if ({word} | _CALLED.get(word, frozenset())) & (name | around)]
    precision, recall = len(shared) / len(name), len(covered) / len(said)
    if not recall:
        return 0.0
    # What stands deeper must be named more clearly.
    return 2 * precision * recall / (precision + recall) - 0.05 * (len(argument.path) - 1)


def _of_schema(
    schema: BlockSchema, block: Block | None, path: tuple[str, ...]
) -> Iterator[Argument]:
    for attribute in schema.attributes.values():
        if attribute.settable and not attribute.deprecated:
            present = block.attribute(attribute.name) if block is not None else None
            yield Argument((*path, attribute.name), attribute.type, present)
    if len(path) >= _DEEPEST:
        return
    for nested in schema.blocks.values():
        inner = block.blocks_of(nested.name) if block is not None else ()
        if len(inner) <= 1 and not nested.block.deprecated:
            yield from _of_schema(nested.block, inner[0] if inner else None, (*path, nested.name))


def _written(block: Block, path: tuple[str, ...]) -> Iterator[Argument]:
    for attribute in block.attributes:
        yield Argument((*path, attribute.name), DYNAMIC, attribute)
    for inner in block.blocks:
        if len(block.blocks_of(inner.type)) == 1 and not inner.labels:
            yield from _written(inner, (*path, inner.type))
