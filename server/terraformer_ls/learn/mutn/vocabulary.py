"""What real configurations say: values of arguments, nested blocks, resources that go together.

A change takes its new values from here, so that they are such as people write. A vocabulary is made
from one split's configurations alone: what is kept for tests is in no training record.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from terraformer_ls.hcl.blocks import Block, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.learn.mutn.configuration import Value, settings_in, written
from terraformer_ls.schema.reading import read_block

_MOST = 40
_LONGEST_NESTED = 400
_LONGEST_COMPANION = 600
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_STEP = re.compile(r"[A-Za-z_\]]\.[A-Za-z_]")
_ADDRESS = re.compile(r"\b[a-z0-9]+_\w+\.[A-Za-z_][\w-]*")
LABEL = "\x00"
"""Stands in a companion's text for the label of the resource that it goes with."""


@dataclass(frozen=True, slots=True)
class Companion:
    """A resource that refers to one other resource and to nothing else."""

    type: str
    text: str


@dataclass
class Vocabulary:
    """Values, nested blocks and companions, each in the order of their first sight.

    Attributes:
        values: by resource type and the names down to the argument.
        nested: texts of nested blocks without references, unindented, by type and names.
        companions: by the type of the resource that they go with.
    """

    values: dict[tuple[str, ...], dict[str, Value]] = field(
        default_factory=lambda: defaultdict[tuple[str, ...], dict[str, Value]](dict)
    )
    nested: dict[tuple[str, ...], dict[str, None]] = field(
        default_factory=lambda: defaultdict[tuple[str, ...], dict[str, None]](dict)
    )
    companions: dict[str, dict[Companion, None]] = field(
        default_factory=lambda: defaultdict[str, dict[Companion, None]](dict)
    )

    def values_at(self, type_: str, path: tuple[str, ...]) -> list[Value]:
        """What was seen for an argument."""
        return list(self.values.get((type_, *path), {}).values())

    def add(self, text: str) -> None:
        """Take in what a configuration says."""
        document = Document(text.encode())
        for block in top_level_blocks(document):
            if block.type not in ("resource", "data") or len(block.labels) != 2:
                continue
            for setting in settings_in(document, block):
                seen = self.values[block.labels[0], *setting.path]
                if len(seen) < _MOST:
                    seen.setdefault(written(setting.value), setting.value)
            for inner in block.blocks:
                self._add_nested(document, (block.labels[0],), inner)
            if block.type == "resource":
                self._add_companion(document, block)

    def _add_nested(self, document: Document, path: tuple[str, ...], block: Block) -> None:
        if block.labels or block.type in ("lifecycle", "provisioner", "connection", "timeouts"):
            return
        names = (*path, block.type)
        known = self.nested[names]
        text = document.slice(block.node) if len(known) < _MOST else "#"
        plain = not _refers(text) and "#" not in text and "//" not in text
        if plain and len(text) <= _LONGEST_NESTED and "<<" not in text:
            known.setdefault(_unindented(document, block, text))
        for inner in block.blocks:
            self._add_nested(document, names, inner)

    def _add_companion(self, document: Document, block: Block) -> None:
        text = document.slice(block.node)
        if len(text) > _LONGEST_COMPANION or len(set(_ADDRESS.findall(text))) != 1:
            return
        reading = read_block(text.encode())
        if reading is None or reading.provider_references:
            return
        names = {reference.names(2) for reference in reading.references}
        if len(names) != 1 or "#" in text or "<<" in text:
            return
        type_, label = (*names.pop(), "", "")[:2]
        if "_" not in type_ or type_ == block.labels[0] or type_ == "data" or not label:
            return
        text = text.replace(f"{type_}.{label}", f"{type_}.{LABEL}")
        header = f'"{block.labels[0]}" "{block.labels[1]}"'
        text = text.replace(header, f'"{block.labels[0]}" "{LABEL}"', 1)
        known = self.companions[type_]
        if len(known) < _MOST:
            known.setdefault(Companion(block.labels[0], text))


def vocabulary_of(texts: Iterable[str]) -> Vocabulary:
    """What some configurations say."""
    vocabulary = Vocabulary()
    for text in texts:
        vocabulary.add(text)
    return vocabulary


def _refers(text: str) -> bool:
    """Whether a text refers to anything or calls a function, by its looks: parsing is dear."""
    bare = _QUOTED.sub("", text)
    return "${" in text or "%{" in text or "(" in bare or _STEP.search(bare) is not None


def _unindented(document: Document, block: Block, text: str) -> str:
    start = document.text.rfind(b"\n", 0, block.span.start) + 1
    indent = document.text[start : block.span.start].decode()
    return text.replace("\n" + indent, "\n")
