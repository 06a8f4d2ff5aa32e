"""A verified configuration as something to change: its blocks, schemas, references and literals.

Knows nothing of what is changed, nor of words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from terraformer_ls.hcl.blocks import Attribute, Block, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.edits import TextEdit, apply_edits
from terraformer_ls.hcl.positions import Span
from terraformer_ls.learn.records import Split
from terraformer_ls.learn.verified import FILE
from terraformer_ls.propose.target_block import schema_of
from terraformer_ls.schema.choose import Choices
from terraformer_ls.schema.model import BlockSchema
from terraformer_ls.schema.reading import Reading, Reference
from terraformer_ls.schema.symbols import Module, module_at
from terraformer_ls.verify.report import Report
from terraformer_ls.workspace.snapshot import Snapshot

Value = str | int | float | bool | list[str]
"""What a literal says, as JSON."""

META = frozenset({"count", "for_each", "depends_on", "provider"})
"""Arguments that are Terraform's, not the resource's."""

_NOT_THE_RESOURCE = frozenset({"lifecycle", "provisioner", "connection", "dynamic", "timeouts"})
_PLAIN = re.compile(r'"(?:[^"\\$%\n]|\\"|[$%](?!\{))*"')
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_WORDS = re.compile(r'\[\s*(?:"[^"\\$%\n]*"\s*,\s*)*(?:"[^"\\$%\n]*"\s*,?\s*)?\]')


@dataclass(frozen=True, slots=True)
class Setting:
    """An argument of a resource or data source with a literal value.

    Attributes:
        block: the top-level block.
        inner: the block that the argument stands in, `block` itself where it is not nested.
        path: the names of the nested blocks down to it, and its own.
        attribute: where it stands.
        value: what it says.
        alone: whether the path means this one only, as no block in between stands twice.
    """

    block: Block
    inner: Block
    path: tuple[str, ...]
    attribute: Attribute
    value: Value
    alone: bool

    @property
    def name(self) -> str:
        """The argument's own name."""
        return self.path[-1]

    @property
    def plan_path(self) -> str:
        """Where a plan has it among the planned values."""
        return ".0.".join(self.path)


@dataclass(frozen=True)
class Configuration:
    """One file to change, with what is known of it.

    Attributes:
        text: the whole of it.
        family: what it was made from.
        source: where the material comes from.
        split: what may be made of it.
        report: all stages' verdicts, where they were asked.
    """

    text: str
    family: str
    source: str
    split: Split
    report: Report | None = None

    @cached_property
    def document(self) -> Document:
        """The file."""
        return Document(self.text.encode())

    @cached_property
    def snapshot(self) -> Snapshot:
        """The file alone in its folder."""
        return Snapshot(Path("/configuration"), {FILE: self.document})

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The top-level blocks."""
        return top_level_blocks(self.document)

    @cached_property
    def resources(self) -> tuple[Block, ...]:
        """The resource blocks."""
        return tuple(b for b in self.blocks if b.type == "resource" and len(b.labels) == 2)

    @cached_property
    def addresses(self) -> frozenset[str]:
        """What it declares, local values included."""
        values = (
            f"local.{attribute.name}"
            for block in self.blocks
            if block.type == "locals"
            for attribute in block.attributes
        )
        return frozenset((*(block.address for block in self.blocks), *values))

    @cached_property
    def types(self) -> tuple[str, ...]:
        """Its resource and data source types, sorted."""
        return types_in(self.blocks)

    @cached_property
    def module(self) -> Module:
        """Declarations and references."""
        module = module_at(self.snapshot, FILE)
        assert module is not None, "a snapshot with a .tf file has a module"
        return module

    @cached_property
    def _choices(self) -> Choices:
        return Choices(self.snapshot)

    def schema(self, block: Block, path: tuple[str, ...] = ()) -> BlockSchema | None:
        """What a resource or data source, or a nested block at a path in it, may hold."""
        schema = schema_of(self.snapshot, FILE, block, self._choices)
        for name in path:
            nested = schema.blocks.get(name) if schema is not None else None
            schema = nested.block if nested is not None else None
        return schema

    def text_of(self, span: Span) -> str:
        """A part of the text."""
        return self.document.text[span.start : span.end].decode()

    def edited(self, *edits: TextEdit) -> str:
        """The text after edits."""
        return apply_edits(self.document.text, edits).decode()

    def references(self) -> Iterator[tuple[Block, Reference, Span]]:
        """Every reference, the block that it stands in, and its span in the file."""
        starts = {block.span.start: block for block in self.blocks}
        for placed, reference in self.module.references():
            yield starts[placed.start], reference, placed.span(reference.span)

    def referrers(self, address: str) -> list[tuple[Block, Reference, Span]]:
        """The references to what an address names."""
        names = tuple(address.split("."))
        return [found for found in self.references() if found[1].names(len(names)) == names]

    def reading(self, block: Block) -> Reading:
        """A block with what it refers to."""
        return next(p.reading for p in self.module.blocks if p.start == block.span.start)

    @cached_property
    def settings(self) -> tuple[Setting, ...]:
        """The literal arguments of resources and data sources."""
        return tuple(
            setting
            for block in self.blocks
            if block.type in ("resource", "data") and len(block.labels) == 2
            for setting in settings_in(self.document, block)
        )


def settings_in(document: Document, block: Block) -> Iterator[Setting]:
    """The literal arguments of a top-level block, nested ones too; meta-arguments apart."""
    yield from _settings(document, block, block, (), True)


def _settings(
    document: Document, top: Block, inner: Block, path: tuple[str, ...], alone: bool
) -> Iterator[Setting]:
    for attribute in inner.attributes:
        if attribute.name in META:
            continue
        text = document.text[attribute.value_span.start : attribute.value_span.end].decode()
        value = literal(text)
        if value is not None:
            yield Setting(top, inner, (*path, attribute.name), attribute, value, alone)
    for nested in inner.blocks:
        if nested.type in _NOT_THE_RESOURCE or nested.labels:
            continue
        once = alone and len(inner.blocks_of(nested.type)) == 1
        yield from _settings(document, top, nested, (*path, nested.type), once)


def literal(text: str) -> Value | None:
    """What an expression says if it is a plain string, number, boolean or list of strings."""
    if text in ("true", "false"):
        return text == "true"
    if _NUMBER.fullmatch(text):
        return float(text) if "." in text else int(text)
    if _PLAIN.fullmatch(text) or _WORDS.fullmatch(text):
        try:
            found: Value = json.loads(re.sub(r",\s*\]$", "]", text))
        except ValueError:
            return None
        return found
    return None


def written(value: Value) -> str:
    """A value as an expression."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "[" + ", ".join(written(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value)


def types_in(blocks: tuple[Block, ...]) -> tuple[str, ...]:
    """The resource and data source types of some blocks, sorted."""
    return tuple(
        sorted({b.labels[0] for b in blocks if b.type in ("resource", "data") and b.labels})
    )
