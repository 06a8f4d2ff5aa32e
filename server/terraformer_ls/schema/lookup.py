"""Which schema applies at a place in a file: the block around it, and what may stand there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from terraformer_ls.hcl.blocks import Block, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.schema.builtin import (
    backend_descriptions,
    backends,
    language_blocks,
    language_descriptions,
)
from terraformer_ls.schema.checks.body import block_schema_of
from terraformer_ls.schema.checks.calls import inputs_of
from terraformer_ls.schema.checks.references import choice_for
from terraformer_ls.schema.choose import Catalogue, Choice, Choices
from terraformer_ls.schema.cty import DYNAMIC
from terraformer_ls.schema.model import (
    AttributeSchema,
    BlockKind,
    BlockSchema,
    NestedBlock,
    Nesting,
)
from terraformer_ls.schema.reading import read_block
from terraformer_ls.schema.requirements import called_folder
from terraformer_ls.schema.symbols import Module
from terraformer_ls.workspace.snapshot import Snapshot

_NOTHING = BlockSchema()
_UNKNOWN = BlockSchema(folded=True)


@dataclass(frozen=True, slots=True)
class Place:
    """A body in a file, with what may stand in it.

    Attributes:
        document: the file.
        module: the module that the file belongs to.
        choices: the schemas that apply in the snapshot.
        top: the top-level block around it.
        block: the innermost block around it.
        path: the names of the nested blocks from the top-level one down to `block`.
        schema: what the provider, or the called module, knows of `block`.
        meta: what Terraform adds to it.
        choice: the provider's schema that `schema` is from, if it is from one.
        nested: what the body around knows of `block` as one of its blocks, if it is nested.
    """

    document: Document
    module: Module
    choices: Choices
    top: Block
    block: Block
    path: tuple[str, ...]
    schema: BlockSchema
    meta: BlockSchema
    choice: Choice | None
    nested: NestedBlock | None = None

    @property
    def present(self) -> frozenset[str]:
        """The names of the arguments and blocks that the body has, `dynamic` ones included."""
        return frozenset(
            (
                *(attribute.name for attribute in self.block.attributes),
                *(inner.type for inner in self.block.blocks),
                *(label for inner in self.block.blocks_of("dynamic") for label in inner.labels),
            )
        )

    def description(self, name: str) -> str:
        """What is said about an argument or block in this body; of the body itself under ""."""
        path = ".".join(part for part in (*self.path, name) if part)
        return self._descriptions().get(path, "") or language_descriptions(self.top.type).get(
            path, ""
        )

    def _descriptions(self) -> Mapping[str, str]:
        top = self.top
        if top.type == "terraform" and self.path == ("backend",) and self.block.labels:
            return {
                f"backend.{name}": text
                for name, text in backend_descriptions(self.block.labels[0]).items()
            }
        if self.choice is None or self.choice.schema is None:
            return _variable_descriptions(self) if top.type == "module" else {}
        if top.type == "provider":
            return self.choice.schema.configuration_descriptions()
        if top.labels and top.type in _KINDS:
            return self.choice.schema.descriptions(_KINDS[top.type], top.labels[0])
        return {}


_KINDS = {kind.value: kind for kind in BlockKind}


def body_at(
    snapshot: Snapshot, path: str, offset: int, catalogue: Catalogue | None = None
) -> Place | None:
    """The body around a byte offset; None outside all blocks, or in a file of no module."""
    document = snapshot.hcl_files.get(path)
    choices = Choices(snapshot, catalogue)
    module = choices.modules.get(PurePosixPath(path).parent.as_posix())
    if document is None or module is None:
        return None
    top = next((b for b in top_level_blocks(document) if b.span.contains(offset)), None)
    if top is None:
        return None
    schema, meta, choice = _top_level(document, top, module, choices)
    block, names, nested = top, (), None
    while (inner := _block_around(block, offset)) is not None:
        name = inner.type
        if name == "dynamic":
            name = inner.labels[0] if inner.labels else ""
        names = (*names, name)
        nested = _inside(schema, meta, name, inner)
        content = _block_around(inner, offset) if inner.type == "dynamic" else inner
        if content is None:
            return Place(
                document, module, choices, top, inner, names, _DYNAMIC, _NOTHING, choice, nested
            )
        schema, meta = nested.block if nested is not None else _UNKNOWN, _NOTHING
        block = content
    return Place(document, module, choices, top, block, names, schema, meta, choice, nested)


def _block_around(block: Block, offset: int) -> Block | None:
    return next((inner for inner in block.blocks if inner.span.contains(offset)), None)


_DYNAMIC = BlockSchema(
    attributes={
        "for_each": AttributeSchema("for_each", DYNAMIC, required=True),
        "iterator": AttributeSchema("iterator", DYNAMIC, optional=True),
        "labels": AttributeSchema("labels", DYNAMIC, optional=True),
    },
    blocks={"content": NestedBlock("content", Nesting.SINGLE, _UNKNOWN, 1)},
)


def _top_level(
    document: Document, top: Block, module: Module, choices: Choices
) -> tuple[BlockSchema, BlockSchema, Choice | None]:
    """The schema of a top-level block, what Terraform adds to it, and where the schema is from."""
    meta = language_blocks().get(top.type, _UNKNOWN)
    if top.type in _KINDS and top.labels:
        reading = read_block(document.text[top.span.start : top.span.end])
        if reading is None or not reading.block.labels:
            return _UNKNOWN, meta, None
        choice = choice_for(reading, module.folder, choices)
        known = choice.schema.block(_KINDS[top.type], top.labels[0]) if choice.schema else None
        return known or _UNKNOWN, meta, choice
    if top.type == "provider" and top.labels:
        choice = choices.provider(module.folder, top.labels[0])
        known = choice.schema.configuration if choice.schema else None
        return known or _UNKNOWN, meta, choice
    if top.type == "module":
        called = choices.modules.get(called_folder(module.folder, document, top))
        return inputs_of(called) if called else _UNKNOWN, meta, None
    return meta, _NOTHING, None


def _inside(schema: BlockSchema, meta: BlockSchema, name: str, block: Block) -> NestedBlock | None:
    """What a body knows of a block in it, lists of objects written as blocks included."""
    if name == "backend" and block.labels:
        known = backends().get(block.labels[0])
        return None if known is None else NestedBlock(name, Nesting.SINGLE, known)
    nested = schema.blocks.get(name) or meta.blocks.get(name)
    if nested is not None:
        return nested
    attribute = schema.attributes.get(name)
    element = block_schema_of(attribute) if attribute is not None else None
    return None if element is None else NestedBlock(name, Nesting.LIST, element)


def _variable_descriptions(place: Place) -> Mapping[str, str]:
    """What the called module says about its variables."""
    called = place.choices.modules.get(
        called_folder(place.module.folder, place.document, place.top)
    )
    found: dict[str, str] = {}
    for address, declared in called.declarations.items() if called is not None else ():
        description = declared[0].block.reading.block.attribute("description")
        if address[0] == "var" and description is not None:
            text = declared[0].block.reading.document.slice(description.node.named_children[-1])
            found[address[1]] = text.strip('"')
    return found
