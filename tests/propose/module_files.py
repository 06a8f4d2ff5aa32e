"""Snapshots of files that exist in memory alone."""

from __future__ import annotations

from pathlib import Path

from terraformer_ls.hcl.document import Document
from terraformer_ls.workspace.snapshot import Snapshot


def snapshot_of(**files: str) -> Snapshot:
    """A snapshot of files in memory; `main="..."` is `main.tf`."""
    return Snapshot(
        Path("/module"), {f"{name}.tf": Document(text.encode()) for name, text in files.items()}
    )
