"""Writing accepted changes into the user's files: the only place where TerraFormer does so."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from terraformer_ls.workspace.snapshot import Snapshot


class ChangedOnDiskError(Exception):
    """A file is no longer what the change was made from, so nothing was written."""


def write_changes(before: Snapshot, after: Snapshot) -> tuple[str, ...]:
    """Write the files that differ between two snapshots; returns their paths.

    Each file is replaced in one step, keeping its permissions, so that a full disk or a crash
    leaves the old one. All new contents are laid beside their targets before the first is moved.

    Raises:
        ChangedOnDiskError: a file changed on disk meanwhile.
        OSError: a file could not be written.
    """
    changed = [
        path
        for path, document in after.files.items()
        if path not in before.files or before.files[path].text != document.text
    ]
    for path in changed:
        target = before.root / path
        on_disk = target.read_bytes() if target.exists() else b""
        expected = before.files[path].text if path in before.files else b""
        if on_disk != expected:
            raise ChangedOnDiskError(f"{path} changed on disk meanwhile")
    laid: list[tuple[Path, Path]] = []
    try:
        for path in changed:
            target = (before.root / path).resolve()
            laid.append((_laid_beside(target, after.files[path].text), target))
        for source, target in laid:
            source.replace(target)
    finally:
        for source, _ in laid:
            source.unlink(missing_ok=True)
    return tuple(changed)


def _laid_beside(target: Path, text: bytes) -> Path:
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(target.stat().st_mode & 0o7777 if target.exists() else 0o644)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    return beside
