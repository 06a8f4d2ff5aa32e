"""A folder's Terraform files at one moment: immutable, cheap to change, hashable by content.

Everything slow is handed a snapshot. Unsaved buffers and candidates are snapshots too: `with_text`
makes one that shares all other files. Reading from disk is `discover.py`'s, writing an overlay for
tools that want files is `overlay.py`'s.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.edits import TextEdit, apply_edits

HCL_SUFFIXES = (".tf", ".tfvars", ".tofu", ".tftest.hcl", ".tfmock.hcl")
"""Files that are parsed as HCL."""


class LeftOutKind(StrEnum):
    """Why a file that belongs to a snapshot has no text in it."""

    TOO_BIG = "too-big"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that is there but was not read; `reason` is a sentence for the user."""

    kind: LeftOutKind
    reason: str


class Snapshot:
    """The files below `root`, by path relative to it (with `/`), each as a `Document`.

    `left_out` names the files that belong here but have no text, with the reason; the path "" is
    the root itself. The `syntax` stage reports them, other stages need not care.
    """

    def __init__(
        self,
        root: Path,
        files: Mapping[str, Document],
        left_out: Mapping[str, LeftOut] | None = None,
    ) -> None:
        self.root = root
        self.files: Mapping[str, Document] = MappingProxyType(dict(sorted(files.items())))
        self.left_out: Mapping[str, LeftOut] = MappingProxyType(
            dict(sorted((left_out or {}).items()))
        )

    @cached_property
    def content_hash(self) -> str:
        """SHA-256 over every path and text; the root's own path has no part in it."""
        digest = hashlib.sha256()
        for path, document in self.files.items():
            name = path.encode("utf-8", errors="surrogateescape")
            digest.update(len(name).to_bytes(8, "big"))
            digest.update(name)
            digest.update(document.digest)
        for path, left_out in self.left_out.items():
            digest.update(f"{path}\0{left_out.kind}\0".encode("utf-8", errors="surrogateescape"))
        return digest.hexdigest()

    @cached_property
    def hcl_files(self) -> Mapping[str, Document]:
        """The files that are HCL by their name."""
        return MappingProxyType(
            {path: document for path, document in self.files.items() if is_hcl(path)}
        )

    def module_folders(self) -> tuple[str, ...]:
        """The folders, relative to the root ("." is the root), that hold Terraform files."""
        return tuple(
            sorted(
                {
                    PurePosixPath(path).parent.as_posix()
                    for path in self.files
                    if path.endswith((".tf", ".tf.json", ".tofu", ".tofu.json"))
                }
            )
        )

    def with_text(self, path: str, text: bytes) -> Snapshot:
        """The snapshot with one file replaced or added."""
        return self.with_document(path, Document(text))

    def with_document(self, path: str, document: Document) -> Snapshot:
        """The snapshot with one file replaced or added, whose tree may be known already."""
        left_out = {p: why for p, why in self.left_out.items() if p != path}
        return Snapshot(self.root, {**self.files, path: document}, left_out)

    def without(self, path: str) -> Snapshot:
        """The snapshot with one file gone."""
        return Snapshot(
            self.root,
            {p: d for p, d in self.files.items() if p != path},
            {p: why for p, why in self.left_out.items() if p != path},
        )

    def with_left_out(self, path: str, left_out: LeftOut) -> Snapshot:
        """The snapshot with one file known to be there but without its text."""
        return Snapshot(
            self.root,
            {p: d for p, d in self.files.items() if p != path},
            {**self.left_out, path: left_out},
        )

    def with_edits(self, edits: Mapping[str, Iterable[TextEdit]]) -> Snapshot:
        """The snapshot after edits, by path; a path that is not there yet is a new, empty file."""
        files = dict(self.files)
        for path, file_edits in edits.items():
            before = files[path].text if path in files else b""
            files[path] = Document(apply_edits(before, file_edits))
        left_out = {p: why for p, why in self.left_out.items() if p not in edits}
        return Snapshot(self.root, files, left_out)


def is_hcl(path: str) -> bool:
    """Whether a file is HCL by its name."""
    return path.endswith(HCL_SUFFIXES)
