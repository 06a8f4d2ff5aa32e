"""A file's blocks as an outline, a workspace's symbols by name, and what can be folded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import tree_sitter

from terraformer_ls.hcl.blocks import Block, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.positions import Span
from terraformer_ls.schema.symbols import modules_of
from terraformer_ls.workspace.snapshot import Snapshot

_FOLDABLE = frozenset({"block", "object", "tuple", "heredoc_template", "function_arguments"})


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """A block in an outline.

    Attributes:
        name: its address, or its type and labels.
        kind: the block's type (`resource`, `variable`, ...), or `local` for a local value.
        span: the whole block.
        name_span: what to select when it is chosen.
        children: the blocks, or local values, inside.
    """

    name: str
    kind: str
    span: Span
    name_span: Span
    children: tuple[OutlineItem, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkspaceSymbol:
    """A declaration somewhere in the workspace."""

    name: str
    kind: str
    file: str
    span: Span


def outline(document: Document) -> tuple[OutlineItem, ...]:
    """The blocks of a file with what is inside them."""
    return tuple(_item(block, block.address) for block in top_level_blocks(document))


def workspace_symbols(
    snapshot: Snapshot, query: str, limit: int = 200
) -> tuple[WorkspaceSymbol, ...]:
    """The declarations whose address has the query's letters in order, the shortest first."""
    wanted = query.lower()
    found = [
        WorkspaceSymbol(
            name=".".join(address),
            kind="local" if address[0] == "local" else declaration.block.reading.block.type,
            file=declaration.block.file,
            span=declaration.name_in_file,
        )
        for module in modules_of(snapshot).values()
        for address, declarations in module.declarations.items()
        if _has_letters(".".join(address).lower(), wanted)
        for declaration in declarations
    ]
    return tuple(sorted(found, key=lambda symbol: (len(symbol.name), symbol.name))[:limit])


def folds(document: Document) -> tuple[Span, ...]:
    """The stretches of more than one line that an editor may fold, outer ones first."""
    found = {_lines(document, span): span for span in _foldable(document.root)}
    found.update({_lines(document, span): span for span in _comment_runs(document)})
    return tuple(span for (first, last), span in sorted(found.items()) if last > first)


def _item(block: Block, name: str) -> OutlineItem:
    if block.type == "locals":
        children = tuple(
            OutlineItem(f"local.{member.name}", "local", member.span, member.name_span)
            for member in block.attributes
        )
    else:
        children = tuple(
            _item(inner, " ".join((inner.type, *inner.labels))) for inner in block.blocks
        )
    name_span = block.label_spans[-1] if block.label_spans else block.type_span
    return OutlineItem(name, block.type, block.span, name_span, children)


def _has_letters(name: str, wanted: str) -> bool:
    letters = iter(name)
    return all(letter in letters for letter in wanted if not letter.isspace())


def _foldable(root: tree_sitter.Node) -> Iterator[Span]:
    pending = [root]
    while pending:
        node = pending.pop()
        if node.type in _FOLDABLE and node.end_point.row > node.start_point.row:
            yield Span(node.start_byte, node.end_byte)
        pending.extend(node.named_children)


def _comment_runs(document: Document) -> Iterator[Span]:
    """Lines of comments that follow each other without a gap."""
    start = end = -1
    for line in range(document.lines.line_count):
        span = document.lines.line_span(line)
        text = document.text[span.start : span.end].lstrip()
        if text.startswith((b"#", b"//")):
            start, end = (span.start if start < 0 else start), span.end
        elif start >= 0:
            yield Span(start, end)
            start = -1
    if start >= 0:
        yield Span(start, end)


def _lines(document: Document, span: Span) -> tuple[int, int]:
    return document.lines.line_of(span.start), document.lines.line_of(span.end)
