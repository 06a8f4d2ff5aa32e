"""How far a request reaches: one block, a file, the files of a folder, or all there is.

A block is known by what names it, not by where it stands, so that an extent outlives the edits
that are made within it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from terraformer_ls.hcl.blocks import Block, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.positions import Span
from terraformer_ls.verify.findings import Finding
from terraformer_ls.workspace.snapshot import Snapshot

BlockKey = tuple[str, str, tuple[str, ...], int]
"""What names a block across edits: file, type, labels, occurrence."""


@dataclass(frozen=True, slots=True)
class Extent:
    """The part of a snapshot that a request is about; by default all of it.

    Attributes:
        folder: the files right in this folder ("." is the root); None is every folder.
        file: one file; "" is all of them.
        block: one block.
    """

    folder: str | None = None
    file: str = ""
    block: BlockKey | None = None

    def covers_file(self, path: str) -> bool:
        """Whether some of the file lies within."""
        if self.block is not None:
            return path == self.block[0]
        if self.file:
            return path == self.file
        return self.folder in (None, PurePosixPath(path).parent.as_posix())

    def covers(self, snapshot: Snapshot, finding: Finding) -> bool:
        """Whether a finding of the snapshot lies within."""
        if not self.covers_file(finding.file):
            return False
        if self.block is None:
            return True
        document = snapshot.hcl_files.get(finding.file)
        if document is None:
            return False
        return any(
            key == self.block and block.span.encloses(finding.span)
            for key, block in keyed_blocks(finding.file, document)
        )

    def blocks(self, snapshot: Snapshot) -> Iterator[tuple[BlockKey, Document, Block]]:
        """The top-level blocks within, in the order of files and places."""
        for path, document in snapshot.hcl_files.items():
            if self.covers_file(path):
                for key, block in keyed_blocks(path, document):
                    if self.block in (None, key):
                        yield key, document, block

    @property
    def is_block(self) -> bool:
        """Whether it is one block."""
        return self.block is not None


def keyed_blocks(path: str, document: Document) -> Iterator[tuple[BlockKey, Block]]:
    """The top-level blocks of a file, each with what names it across edits."""
    seen: Counter[tuple[str, tuple[str, ...]]] = Counter()
    for block in top_level_blocks(document):
        name = (block.type, block.labels)
        yield (path, *name, seen[name]), block
        seen[name] += 1


def block_extent(snapshot: Snapshot, path: str, span: Span) -> Extent | None:
    """The one top-level block that a span lies in; None if it lies in none, or in several."""
    document = snapshot.hcl_files.get(path)
    if document is None:
        return None
    return next(
        (
            Extent(file=path, block=key)
            for key, block in keyed_blocks(path, document)
            if block.span.start <= span.start and span.end <= block.span.end
        ),
        None,
    )
