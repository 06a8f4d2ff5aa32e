"""Snapshots with a cursor: `|` in one of the texts."""

from __future__ import annotations

from pathlib import Path

from terraformer_ls.hcl.document import Document
from terraformer_ls.workspace.snapshot import Snapshot


def at_cursor(files: dict[str, str]) -> tuple[Snapshot, str, int]:
    """The snapshot without the mark, the file that had it, and its byte offset."""
    path = next(path for path, text in files.items() if "|" in text)
    offset = len(files[path].split("|")[0].encode())
    texts = {
        name: Document(text.replace("|", "", 1 if name == path else 0).encode())
        for name, text in files.items()
    }
    return Snapshot(Path("/somewhere"), texts), path, offset


def texts_of(snapshot: Snapshot) -> dict[str, str]:
    return {path: document.text.decode() for path, document in snapshot.files.items()}
