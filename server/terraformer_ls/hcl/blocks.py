"""The blocks and attributes of a document, with Terraform's addresses.

A view over the tree: it understands the shape of HCL (blocks, labels, attributes) and how Terraform
names blocks, but not which blocks a provider has.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

import tree_sitter

from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.parts import Part, header_words, parse_parts
from terraformer_ls.hcl.positions import Span


@dataclass(frozen=True)
class Attribute:
    """`name = value` in a body."""

    name: str
    span: Span
    name_span: Span
    value_span: Span
    node: tree_sitter.Node = field(repr=False, compare=False)


@dataclass(frozen=True)
class Block:
    """`type "label" ... { body }`.

    `span` runs from the type to the closing brace (or to where the parser gave up), `header` from
    the type to the opening brace, `body` is what lies between the braces.
    """

    type: str
    labels: tuple[str, ...]
    span: Span
    header: Span
    body: Span
    type_span: Span
    label_spans: tuple[Span, ...]
    attributes: tuple[Attribute, ...]
    blocks: tuple[Block, ...]
    closed: bool
    node: tree_sitter.Node = field(repr=False, compare=False)

    @property
    def address(self) -> str:
        """Terraform's address of a top-level block: `aws_vpc.main`, `data.aws_ami.x`, `var.a`.

        Blocks without an address of their own are named by type and labels (`provider.aws`).
        """
        prefix = _ADDRESS_PREFIX.get(self.type, self.type)
        return ".".join(part for part in (prefix, *self.labels) if part)

    def attribute(self, name: str) -> Attribute | None:
        """The first attribute of that name directly in this block."""
        return next((found for found in self.attributes if found.name == name), None)

    def blocks_of(self, type_: str) -> tuple[Block, ...]:
        """The blocks of that type directly in this block."""
        return tuple(block for block in self.blocks if block.type == type_)

    def walk(self) -> Iterator[Block]:
        """This block and all blocks inside, outer ones first."""
        yield self
        for block in self.blocks:
            yield from block.walk()


_ADDRESS_PREFIX = {"resource": "", "variable": "var"}

# No configuration comes near this; below it, whoever walks over blocks may recurse.
_DEEPEST = 60

_known: WeakKeyDictionary[Document, tuple[Block, ...]] = WeakKeyDictionary()


def top_level_blocks(document: Document) -> tuple[Block, ...]:
    """The blocks of a file in order; of a broken file, those that the parser could make out.

    Blocks nested more than 60 deep are left out. A document's blocks are found once.
    """
    known = _known.get(document)
    if known is None:
        known = tuple(_blocks_in(document, document.root, 0))
        # The tree lets a block's labels go on in the next line: half a header takes the next one.
        if document.root.has_error or any(_spans_lines(document, block) for block in known):
            known = tuple(_blocks_in_parts(document))
        _known[document] = known
    return known


def top_level_attributes(document: Document) -> tuple[Attribute, ...]:
    """The attributes of a file in order: what a `.tfvars` file consists of."""
    return tuple(_attributes_in(document, document.root))


def block_at(document: Document, offset: int) -> Block | None:
    """The innermost block around a byte offset."""
    found: Block | None = None
    inside = top_level_blocks(document)
    while (
        block := next((block for block in inside if block.span.contains(offset)), None)
    ) is not None:
        found, inside = block, block.blocks
    return found


def _spans_lines(document: Document, block: Block) -> bool:
    return document.text.find(b"\n", block.header.start, block.header.end) >= 0


def _blocks_in_parts(document: Document) -> Iterator[Block]:
    for part in parse_parts(document.text):
        found = tuple(_blocks_in(document, part.tree.root_node, 0))
        if part.header is None or any(block.span.start == part.header.start for block in found):
            yield from found
        else:
            yield _broken_block(document, part, part.header)


def _broken_block(document: Document, part: Part, header: Span) -> Block:
    """A block of which the tree has but pieces."""
    text, root = document.text, part.tree.root_node
    end = part.span.start + len(text[part.span.start : part.span.end].rstrip())
    closed = text[header.end : end].endswith(b"\n}")
    type_span, *label_spans = header_words(text, header)
    return Block(
        type=_text(document, type_span),
        labels=tuple(_text(document, label).strip('"') for label in label_spans),
        span=Span(header.start, end),
        header=header,
        body=Span(header.end, end - 1 if closed else end),
        type_span=type_span,
        label_spans=tuple(label_spans),
        attributes=tuple(_attributes_in(document, root)),
        blocks=tuple(_blocks_in(document, root, 1)),
        closed=closed,
        node=root,
    )


def _text(document: Document, span: Span) -> str:
    return document.text[span.start : span.end].decode("utf-8", errors="replace")


def _children(node: tree_sitter.Node) -> Iterator[tree_sitter.Node]:
    """The nodes of a body, also of one that the parser wrapped in an error."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if current is node or current.type in ("body", "ERROR"):
            waiting.extend(reversed(current.named_children))
        else:
            yield current


def _blocks_in(document: Document, node: tree_sitter.Node, depth: int) -> Iterator[Block]:
    if depth > _DEEPEST:
        return
    for child in _children(node):
        if child.type == "block":
            yield _block(document, child, depth)


def _attributes_in(document: Document, node: tree_sitter.Node) -> Iterator[Attribute]:
    for child in _children(node):
        if child.type == "attribute" and len(child.named_children) >= 2:
            name, value = child.named_children[0], child.named_children[-1]
            yield Attribute(
                name=document.slice(name),
                span=_span(child),
                name_span=_span(name),
                value_span=_span(value),
                node=child,
            )


def _block(document: Document, node: tree_sitter.Node, depth: int) -> Block:
    labels: list[tree_sitter.Node] = []
    start = end = body = None
    for child in node.children:
        if child.type in ("identifier", "string_lit"):
            labels.append(child)
        elif child.type == "block_start":
            start = child
        elif child.type == "block_end":
            end = child
        elif child.type == "body":
            body = child
    type_node, *label_nodes = labels
    header_end = start.end_byte if start is not None else type_node.end_byte
    closed = end is not None and end.end_byte > end.start_byte
    body_end = end.start_byte if end is not None else node.end_byte
    return Block(
        type=document.slice(type_node),
        labels=tuple(document.slice(label).strip('"') for label in label_nodes),
        span=_span(node),
        header=Span(node.start_byte, header_end),
        body=Span(header_end, body_end),
        type_span=_span(type_node),
        label_spans=tuple(_span(label) for label in label_nodes),
        attributes=tuple(_attributes_in(document, body)) if body is not None else (),
        blocks=tuple(_blocks_in(document, body, depth + 1)) if body is not None else (),
        closed=closed,
        node=node,
    )


def _span(node: tree_sitter.Node) -> Span:
    return Span(node.start_byte, node.end_byte)
