"""A file's text with its syntax tree, kept in step with edits.

A document never changes: an edit makes a new one that shares the unchanged parts of the tree. Any
bytes make a document; what is not UTF-8 or not HCL is for the `syntax` stage to report.
"""

from __future__ import annotations

import hashlib
from functools import cached_property

import tree_sitter
import tree_sitter_hcl

from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.hcl.positions import LineIndex

LANGUAGE = tree_sitter.Language(tree_sitter_hcl.language())
"""The grammar of the tree."""


class Document:
    """The immutable text of one file, its lines and its tree (parsed on first use)."""

    def __init__(self, text: bytes, tree: tree_sitter.Tree | None = None) -> None:
        self.text = text
        self._edited_tree = tree

    @cached_property
    def lines(self) -> LineIndex:
        """The line starts, to turn offsets into positions and back."""
        return LineIndex(self.text)

    @cached_property
    def digest(self) -> bytes:
        """SHA-256 of the text."""
        return hashlib.sha256(self.text).digest()

    @cached_property
    def tree(self) -> tree_sitter.Tree:
        """The syntax tree of the text as HCL."""
        parser = tree_sitter.Parser(LANGUAGE)
        if self._edited_tree is not None:
            tree = parser.parse(self.text, self._edited_tree)
            self._edited_tree = None
            return tree
        return parser.parse(self.text)

    @property
    def root(self) -> tree_sitter.Node:
        """The tree's root, a `config_file` unless nothing parses."""
        return self.tree.root_node

    def edited(self, edit: TextEdit) -> Document:
        """The document after one edit; only what it touches is parsed again."""
        start, old_end = edit.span.start, edit.span.end
        inserted = edit.new_text.encode("utf-8")
        text = self.text[:start] + inserted + self.text[old_end:]
        if "tree" not in self.__dict__:
            return Document(text)
        tree = self.tree.copy()
        new_end = start + len(inserted)
        start_point = _point(self.text, start)
        tree.edit(
            start_byte=start,
            old_end_byte=old_end,
            new_end_byte=new_end,
            start_point=start_point,
            old_end_point=_advance(start_point, self.text[start:old_end]),
            new_end_point=_advance(start_point, inserted),
        )
        return Document(text, tree)

    def slice(self, node: tree_sitter.Node) -> str:
        """The text of a node."""
        return self.text[node.start_byte : node.end_byte].decode("utf-8", errors="replace")


def _point(text: bytes, offset: int) -> tree_sitter.Point:
    # tree-sitter counts lines by \n alone, so its points are not LineIndex positions.
    return tree_sitter.Point(
        text.count(b"\n", 0, offset), offset - (text.rfind(b"\n", 0, offset) + 1)
    )


def _advance(point: tree_sitter.Point, text: bytes) -> tree_sitter.Point:
    lines = text.count(b"\n")
    if not lines:
        return tree_sitter.Point(point.row, point.column + len(text))
    return tree_sitter.Point(point.row + lines, len(text) - text.rfind(b"\n") - 1)
