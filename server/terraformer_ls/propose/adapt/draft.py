"""A draft as a module of its own, so that what knows modules can look at it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from terraformer_ls.hcl.blocks import Attribute, Block, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.edits import OverlappingEditsError, TextEdit, apply_edits
from terraformer_ls.hcl.positions import Span
from terraformer_ls.propose.extent import Extent
from terraformer_ls.propose.intents.request import Request
from terraformer_ls.propose.intents.targets import Target
from terraformer_ls.verify.report import Report
from terraformer_ls.workspace.snapshot import Snapshot

FILE = "main.tf"


@dataclass(frozen=True)
class Draft:
    """A configuration that stands alone, with the request that it is to answer."""

    document: Document
    words: str = ""

    @staticmethod
    def of(text: str, words: str = "") -> Draft:
        """The draft with this text."""
        return Draft(Document(text.encode("utf-8", "surrogateescape")), words)

    @property
    def text(self) -> str:
        """Its text."""
        return self.document.text.decode("utf-8", "surrogateescape")

    @cached_property
    def snapshot(self) -> Snapshot:
        """It as the one file of a folder."""
        return Snapshot(Path("/draft"), {FILE: self.document})

    @cached_property
    def request(self) -> Request:
        """The request as one to change it."""
        return Request(self.words, self.snapshot, Extent(), Report(()))

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Its blocks in order."""
        return top_level_blocks(self.document)

    def targets(self, type_: str = "resource") -> Iterator[Target]:
        """Its blocks of one type."""
        for block in self.blocks:
            if block.type == type_:
                yield Target(FILE, self.document, block)

    def value(self, attribute: Attribute) -> str:
        """A value as written."""
        return self.slice(attribute.value_span)

    def slice(self, span: Span) -> str:
        """The text of a span."""
        return self.document.text[span.start : span.end].decode("utf-8", "surrogateescape")

    def variable_default(self, reference: str) -> Attribute | None:
        """The default of the variable that a value refers to, if it is `var.x` and x has one."""
        if not reference.startswith("var."):
            return None
        name = reference.removeprefix("var.")
        declared = (block for block in self.blocks if block.type == "variable")
        block = next((block for block in declared if block.labels == (name,)), None)
        return block.attribute("default") if block is not None else None

    def edited(self, edits: Iterable[TextEdit]) -> Draft:
        """The draft after edits; unchanged where two of them touch the same text."""
        try:
            text = apply_edits(self.document.text, set(edits))
        except OverlappingEditsError:
            return self
        return Draft(Document(text), self.words)
