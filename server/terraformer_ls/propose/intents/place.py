"""Where a new block of a kind belongs: beside its like, in the file that is named for it."""

from __future__ import annotations

from pathlib import PurePosixPath

from terraformer_ls.hcl.blocks import top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.hcl.rewrite import append_block, insert_after_block
from terraformer_ls.workspace.snapshot import Snapshot

_FILES = {"variable": "variables.tf", "output": "outputs.tf"}


def placed_block(snapshot: Snapshot, path: str, type_: str, text: str) -> tuple[str, TextEdit]:
    """The file and the edit that add a top-level block to the module of `path`.

    After the last block of its type in the file that has most of them, else at the end of
    `variables.tf` or `outputs.tf`, else at the end of `path`.
    """
    folder = PurePosixPath(path).parent
    found: list[tuple[int, str, Document]] = []
    for other, document in snapshot.hcl_files.items():
        if PurePosixPath(other).parent == folder and other.endswith((".tf", ".tofu")):
            count = sum(block.type == type_ for block in top_level_blocks(document))
            found.append((count, other, document))
    count, most, document = max(found, key=lambda entry: (entry[0], entry[1] == path))
    if count:
        last = [block for block in top_level_blocks(document) if block.type == type_][-1]
        return most, insert_after_block(document, last, text)
    named = (folder / _FILES.get(type_, "")).as_posix()
    at = named if named in snapshot.hcl_files else path
    return at, append_block(snapshot.files[at], text)
