"""What a corpus teaches about single blocks: values that arguments have, and examples of types.

Made from everything that is harvested and from the library, before anything is judged: what is
taken from here is verified where it is used.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable

from terraformer_ls.hcl.blocks import top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.learn.corpus.literals import literals_in
from terraformer_ls.learn.corpus.sources import Raw
from terraformer_ls.learn.records import Split
from terraformer_ls.learn.split import is_held_out, split_of
from terraformer_ls.schema.reading import read_block

_MOST_VALUES = 40
_LONGEST_VALUE = 80
_MOST_EXAMPLES = 8
_LONGEST_EXAMPLE = 900


class Material:
    """Values by type and path, and blocks by type. Only grows while it is made."""

    def __init__(self) -> None:
        self._values: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self._by_name: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self._examples: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
        self._paths: dict[str, Counter[str]] = defaultdict(Counter)

    def add(self, raw: Raw) -> None:
        """Learn from a configuration."""
        document = Document(raw.text.encode("utf-8", errors="replace"))
        for block in top_level_blocks(document):
            if block.type not in ("resource", "data") or len(block.labels) != 2:
                continue
            type_ = block.labels[0]
            for literal in literals_in(document, block):
                self._paths[type_][literal.path] += 1
                if len(literal.text) <= _LONGEST_VALUE and "\n" not in literal.text:
                    self._values[type_, literal.path][literal.text] += 1
                    if not is_held_out(type_):
                        self._by_name[_name_in_provider(type_, literal.path)][literal.text] += 1
            text = document.text[block.span.start : block.span.end]
            examples = self._examples[block.type, type_]
            # It needs a provider block of that alias besides, or is longer than what is there.
            if block.attribute("provider") is not None or len(text) > _LONGEST_EXAMPLE:
                continue
            if len(examples) == _MOST_EXAMPLES and len(text) >= examples[-1][0]:
                continue
            reading = read_block(text)
            if reading is None or reading.broken:
                continue
            # What refers to least needs least; of these the shortest.
            cost = 400 * len(reading.references) + len(text)
            examples.append((cost, text.decode("utf-8", errors="replace")))
            examples.sort()
            del examples[_MOST_EXAMPLES:]

    def values(self, type_: str, path: str) -> tuple[str, ...]:
        """Expressions that an argument has in the corpus, the usual first."""
        return tuple(value for value, _ in self._values[type_, path].most_common(_MOST_VALUES))

    def likely_value(self, type_: str, path: str, chance: random.Random) -> str | None:
        """An expression for an argument: from its own type, else from arguments of that name."""
        own = self._values.get((type_, path)) or self._by_name.get(_name_in_provider(type_, path))
        if not own:
            return None
        values = own.most_common(_MOST_VALUES)
        return chance.choices([value for value, _ in values], [count for _, count in values])[0]

    def examples(self, kind: str, type_: str) -> tuple[str, ...]:
        """Blocks of a type, those that need least first."""
        return tuple(text for _, text in self._examples.get((kind, type_), ()))

    def usual_paths(self, type_: str) -> tuple[str, ...]:
        """The arguments that blocks of a type have, the usual first."""
        return tuple(path for path, _ in self._paths[type_].most_common())

    def types(self) -> tuple[str, ...]:
        """The resource types with an example, sorted."""
        return tuple(sorted(type_ for kind, type_ in self._examples if kind == "resource"))


def _name_in_provider(type_: str, path: str) -> tuple[str, str]:
    """What arguments of different types share: their provider and their name."""
    return type_.partition("_")[0], path.rpartition(".")[2]


def material_of(raws: Iterable[Raw]) -> Material:
    """What a corpus teaches; families that are for tests teach nothing."""
    material = Material()
    for raw in raws:
        if split_of(raw.family, ()) is not Split.TEST:
            material.add(raw)
    return material
