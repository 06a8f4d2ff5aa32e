"""The code actions that fix everything in a block, a file or a module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from lsprotocol import types

from terraformer_ls.hcl.positions import Span
from terraformer_ls.lsp.routes import FIX, FIX_ALL
from terraformer_ls.lsp.scopes import Shown
from terraformer_ls.propose.extent import Extent, block_extent
from terraformer_ls.verify.findings import Severity
from terraformer_ls.workspace.snapshot import Snapshot

_FEW = 2
"""Findings from which on it is worth offering to fix all: one has its own fix."""


def fix_all_actions(
    snapshot: Snapshot, shown: Shown, uri: str, path: str, asked: Span, range_: types.Range
) -> Iterator[types.CodeAction]:
    """An action for each extent around a range that has several findings and more than the last.

    What changes a whole file or more is shown before it is done.
    """
    folder = PurePosixPath(path).parent.as_posix()
    block = block_extent(snapshot, path, asked)
    extents = [
        ("block", block.block[2][-1] if block and block.block and block.block[2] else "", block),
        ("file", PurePosixPath(path).name, Extent(file=path)),
        ("module", folder if folder != "." else snapshot.root.name, Extent(folder=folder)),
    ]
    before = _FEW - 1
    for reach, name, extent in extents:
        count = _count(snapshot, shown, extent) if extent is not None else 0
        if count <= before:
            continue
        before = count
        title = f"Fix all {count} findings in the {reach} {name} with TerraFormer"
        arguments = {"uri": uri, "reach": reach, "preview": reach != "block", "range": range_}
        yield types.CodeAction(
            title=title,
            kind=FIX,
            command=types.Command(title, FIX, arguments=[arguments]),
        )


def fix_on_saving(uri: str) -> types.CodeAction:
    """The action for clients that ask for all fixes of a file, as on saving: by recipes alone."""
    title = "Fix all with TerraFormer"
    arguments = {"uri": uri, "reach": "file", "preview": False, "model": False}
    return types.CodeAction(
        title=title, kind=FIX_ALL, command=types.Command(title, FIX, arguments=[arguments])
    )


def _count(snapshot: Snapshot, shown: Shown, extent: Extent) -> int:
    return sum(
        finding.severity is not Severity.HINT and extent.covers(snapshot, finding)
        for findings in shown.values()
        for finding in findings
    )
