"""The unified diff between two snapshots, for people and for `patch`."""

from __future__ import annotations

from difflib import unified_diff

from terraformer_ls.workspace.snapshot import Snapshot


def diff(before: Snapshot, after: Snapshot) -> str:
    """The unified diff between two snapshots; "" where nothing differs."""
    parts: list[str] = []
    for path in sorted(set(before.files) | set(after.files)):
        old = before.files[path].text if path in before.files else b""
        new = after.files[path].text if path in after.files else b""
        if old != new:
            lines = unified_diff(
                old.decode("utf-8", "replace").splitlines(keepends=True),
                new.decode("utf-8", "replace").splitlines(keepends=True),
                f"a/{path}",
                f"b/{path}",
            )
            parts.extend(
                line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
                for line in lines
            )
    return "".join(parts)
