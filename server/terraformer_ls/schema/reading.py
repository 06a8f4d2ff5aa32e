"""What one top-level block says: its structure, what it refers to and what it calls.

A block is read from its own text alone, so that a reading can be kept as long as the text stays the
same, wherever the block moves; all spans are relative to the block's start. Knows the language's
scopes (`for`, `dynamic`), not whether anything that is referred to exists.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import tree_sitter

from terraformer_ls.hcl.blocks import Attribute, Block, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.positions import Span

_READINGS_KEPT = 256  # those of the files at hand are kept by their index besides
_LARGE = 16_384  # bytes: while a brace is missing, half the file may look like one block


@dataclass(frozen=True, slots=True)
class Part:
    """One step of a reference: a name, or an index or splat (then `name` is "")."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference such as `aws_vpc.main[0].id`: its steps, and the whole of it."""

    parts: tuple[Part, ...]
    span: Span

    def names(self, count: int) -> tuple[str, ...]:
        """The first `count` names; fewer where the reference is shorter or an index comes first."""
        names: list[str] = []
        for part in self.parts[:count]:
            if not part.name:
                break
            names.append(part.name)
        return tuple(names)


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a function: its name, and the span of the name."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Reading:
    """A block with everything that it refers to.

    Attributes:
        document: the block's text alone.
        block: its structure.
        references: what its expressions refer to, `provider` arguments apart.
        provider_references: what `provider` and `providers` arguments name (`aws.west`).
        calls: the functions that it calls.
        broken: whether some of it did not parse, so that absence proves nothing.
    """

    document: Document
    block: Block
    references: tuple[Reference, ...]
    provider_references: tuple[Reference, ...]
    calls: tuple[Call, ...]
    broken: bool


def read_block(text: bytes) -> Reading | None:
    """The reading of a top-level block's text; None if nothing of a block can be made out."""
    return _read(text) if len(text) > _LARGE else _read_or_recall(text)


def _read(text: bytes) -> Reading | None:
    document = Document(text)
    block = next(iter(top_level_blocks(document)), None)
    if block is None:
        return None
    collector = _Collector(document)
    collector.collect(block)
    return Reading(
        document=document,
        block=block,
        references=tuple(collector.references),
        provider_references=tuple(collector.provider_references),
        calls=tuple(collector.calls),
        broken=document.root.has_error or not block.closed,
    )


_read_or_recall = lru_cache(maxsize=_READINGS_KEPT)(_read)


def references_in(document: Document, node: tree_sitter.Node) -> tuple[Reference, ...]:
    """What an expression refers to, names that it binds itself apart."""
    collector = _Collector(document)
    collector.expression(node, frozenset())
    return tuple(collector.references)


class _Collector:
    """Walks a block and gathers references and calls."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.references: list[Reference] = []
        self.provider_references: list[Reference] = []
        self.calls: list[Call] = []

    def collect(self, block: Block) -> None:
        """Gather from a top-level block."""
        if block.type in _WITHOUT_REFERENCES:
            return
        # Blocks nest as deep as their author likes, so the walk keeps its own stack.
        pending: list[tuple[Block, tuple[str, ...], frozenset[str]]] = [(block, (), frozenset())]
        while pending:
            current, path, bound = pending.pop()
            for attribute in current.attributes:
                self._attribute(block.type, path, attribute, bound)
            for inner in current.blocks:
                inside = (
                    bound | _iterator_of(current, self._document)
                    if inner.type == "content"
                    else bound
                )
                pending.append((inner, (*path, inner.type), inside))

    def _attribute(
        self, top: str, path: tuple[str, ...], attribute: Attribute, bound: frozenset[str]
    ) -> None:
        place = (top, *path, attribute.name)
        if _names_providers(place):
            found = _Collector(self._document)
            found.expression(attribute.node.named_children[-1], frozenset())
            self.provider_references.extend(found.references)
        elif not _is_no_expression(place):
            self.expression(attribute.node.named_children[-1], bound)

    def expression(self, root: tree_sitter.Node, names: frozenset[str]) -> None:
        """Gather from an expression, in which `names` are bound already."""
        pending: list[tuple[tree_sitter.Node, frozenset[str]]] = [(root, names)]
        while pending:
            node, bound = pending.pop()
            kind = node.type
            children = node.named_children
            if kind in _LOOPS:
                pending.extend(self._loop(children, bound))
                continue
            if kind == "object_elem" and children and _is_bare_name(children[0]):
                children = children[1:]
            elif kind == "function_call" and children:
                name = children[0]
                self.calls.append(Call(self._document.slice(name), _span(name)))
                children = children[1:]
            for number, child in enumerate(children):
                if child.type == "variable_expr":
                    self._reference(children[number:], bound)
                elif child.type not in _LEAVES:
                    pending.append((child, bound))

    def _loop(
        self, children: list[tree_sitter.Node], bound: frozenset[str]
    ) -> Iterator[tuple[tree_sitter.Node, frozenset[str]]]:
        introduced = bound
        for child in children:
            if child.type in ("for_intro", "template_for_start"):
                names, over = _introduced(self._document, child)
                introduced = bound | names
                yield from ((expression, bound) for expression in over)
            else:
                yield child, introduced

    def _reference(self, nodes: list[tree_sitter.Node], bound: frozenset[str]) -> None:
        """A reference that starts at the first node and goes on as long as steps follow."""
        name = self._document.slice(nodes[0])
        if name in bound:
            return
        parts = [Part(name, _span(nodes[0]))]
        for node in nodes[1:]:
            if node.type not in ("get_attr", "index", "splat"):
                break
            parts.extend(self._steps(node))
        self.references.append(
            Reference(tuple(parts), Span(parts[0].span.start, parts[-1].span.end))
        )

    def _steps(self, node: tree_sitter.Node) -> Iterator[Part]:
        if node.type == "get_attr":
            name = node.named_children[-1] if node.named_children else node
            yield Part(self._document.slice(name), _span(name))
            return
        yield Part("", _span(node))
        for child in node.named_children:
            if child.type in ("full_splat", "attr_splat"):
                for step in child.named_children:
                    yield from self._steps(step)


_LOOPS = frozenset({"for_tuple_expr", "for_object_expr", "template_for"})
_LEAVES = frozenset({"identifier", "literal_value", "get_attr", "template_literal", "string_lit"})
_WITHOUT_REFERENCES = frozenset({"terraform", "moved", "removed"})


def _names_providers(place: tuple[str, ...]) -> bool:
    return (
        len(place) == 2
        and place[0] in ("resource", "data", "ephemeral", "module", "import", "action")
        and place[1] in ("provider", "providers")
    )


def _is_no_expression(place: tuple[str, ...]) -> bool:
    """Whether what stands there are keywords or types: they look like references and are none."""
    return (
        place in (("variable", "type"), ("output", "type"), ("import", "to"))
        or place[-2:] in (("lifecycle", "ignore_changes"), ("action_trigger", "events"))
        or (len(place) > 2 and place[-2] == "provisioner" and place[-1] in ("when", "on_failure"))
        or (place[-2:] == ("dynamic", "iterator"))
    )


def _iterator_of(block: Block, document: Document) -> frozenset[str]:
    """The name that a `dynamic` block binds in its content."""
    if block.type != "dynamic" or not block.labels:
        return frozenset()
    iterator = block.attribute("iterator")
    if iterator is None:
        return frozenset({block.labels[0]})
    span = iterator.value_span
    return frozenset({document.text[span.start : span.end].decode("utf-8", errors="replace")})


def _is_bare_name(node: tree_sitter.Node) -> bool:
    """Whether an object's key is just a word, which then stands for itself."""
    return (
        node.type == "expression"
        and len(node.named_children) == 1
        and node.named_children[0].type == "variable_expr"
    )


def _introduced(
    document: Document, intro: tree_sitter.Node
) -> tuple[frozenset[str], list[tree_sitter.Node]]:
    """The names that a `for` binds, and what it runs over."""
    children = intro.named_children
    names = frozenset(document.slice(child) for child in children if child.type == "identifier")
    return names, [child for child in children if child.type == "expression"]


def _span(node: tree_sitter.Node) -> Span:
    return Span(node.start_byte, node.end_byte)
