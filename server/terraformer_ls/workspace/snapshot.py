"""A folder's Terraform files at one moment: immutable, cheap to change, hashable by content.

Everything slow is handed a snapshot. Unsaved buffers and candidates are snapshots too: `with_text`
makes one that shares all other files. Reading from disk is `discover.py`'s, writing an overlay for
tools that want files is `overlay.py`'s.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.edits import TextEdit, apply_edits

HCL_SUFFIXES = (".tf", ".tfvars", ".tofu", ".tftest.hcl", ".tfmock.hcl")
"""Files that are parsed as HCL."""


class Snapshot:
    """The files below `root`, by path relative to it (with `/`), each as a `Document`."""

    def __init__(self, root: Path, files: Mapping[str, Document]) -> None:
        self.root = root
        self.files: Mapping[str, Document] = MappingProxyType(dict(sorted(files.items())))

    @cached_property
    def content_hash(self) -> str:
        """SHA-256 over every path and text; the root's own path has no part in it."""
        digest = hashlib.sha256()
        for path, document in self.files.items():
            for part in (path.encode(), document.text):
                digest.update(len(part).to_bytes(8, "big"))
                digest.update(part)
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
        return Snapshot(self.root, {**self.files, path: document})

    def without(self, path: str) -> Snapshot:
        """The snapshot with one file gone."""
        return Snapshot(self.root, {p: d for p, d in self.files.items() if p != path})

    def with_edits(self, edits: Mapping[str, Iterable[TextEdit]]) -> Snapshot:
        """The snapshot after edits, by path; a path that is not there yet is a new, empty file."""
        files = dict(self.files)
        for path, file_edits in edits.items():
            before = files[path].text if path in files else b""
            files[path] = Document(apply_edits(before, file_edits))
        return Snapshot(self.root, files)


def is_hcl(path: str) -> bool:
    """Whether a file is HCL by its name."""
    return path.endswith(HCL_SUFFIXES)
