"""Reading snapshots from disk.

Which folders and files belong is decided as `checkov -d` and Terraform do: hidden ones, what tools
download (`.terraform`, `node_modules`, `.serverless`) and linked folders are not the user's
configuration. Trouble with a file or folder is noted in the snapshot, never raised. What the files
say is for others, except for the local modules that a module calls.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from terraformer_ls.hcl.blocks import top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.workspace.snapshot import LeftOut, LeftOutKind, Snapshot

MAX_FILE_SIZE = 2_000_000
"""Bytes above which a file is left out, unless the caller says otherwise."""

_SUFFIXES = (
    *(".tf", ".tf.json", ".tofu", ".tofu.json", ".tfvars", ".tfvars.json"),
    *(".tftest.hcl", ".tfmock.hcl"),
)
_LOCK_FILE = ".terraform.lock.hcl"
_CHECKOV_FILES = (".checkov.yaml", ".checkov.yml")
_FOREIGN_FOLDERS = frozenset({"node_modules", ".terraform", ".serverless"})
_MODULE_SUFFIXES = (".tf", ".tofu")
_ENTRIES_LOOKED_AT = 20_000
"""Directory entries after which a workspace counts as big, whatever is in them."""


def read_snapshot(path: Path, *, max_file_size: int = MAX_FILE_SIZE) -> Snapshot:
    """The files below a folder, or a single file with its folder as the root."""
    path = Path(os.path.abspath(path))  # noqa: PTH100 - links stay as the user named them
    if path.is_file():
        return _snapshot(path.parent, [path], max_file_size)
    walk = _walk(path)
    snapshot = _snapshot(path, walk.files, max_file_size)
    for folder, reason in walk.unreadable.items():
        snapshot = snapshot.with_left_out(_relative(folder, path), reason)
    return snapshot


def snapshot_for_file(
    path: Path,
    workspace_root: Path | None,
    *,
    file_limit: int = 300,
    max_file_size: int = MAX_FILE_SIZE,
) -> Snapshot:
    """What one needs to verify a file: the whole workspace when it is small, else its module.

    A big workspace (more than `file_limit` Terraform files) is never read whole: only the file's
    own folder and the local modules it calls, directly or not. The root is the workspace's, or the
    nearest common parent when a module outside of it is called.
    """
    path = Path(os.path.abspath(path))  # noqa: PTH100
    root = Path(os.path.abspath(workspace_root)) if workspace_root is not None else path.parent  # noqa: PTH100
    if not path.is_relative_to(root):
        root = path.parent
    walk = _walk(root, file_limit)
    files = walk.files if walk.complete else _config_files(root)
    documents: dict[Path, Document] = {}
    left_out: dict[Path, LeftOut] = dict(walk.unreadable) if walk.complete else {}
    _read_into(documents, left_out, files, max_file_size)
    folders = [path.parent]
    if path.parent.name == "tests":  # `terraform test` runs these against the module above
        folders.append(path.parent.parent)
    seen: set[Path] = set()
    while folders:
        folder = folders.pop()
        if folder in seen:
            continue
        seen.add(folder)
        _read_into(documents, left_out, _files_in(folder), max_file_size)
        own = {file.name: document for file, document in documents.items() if file.parent == folder}
        for source in _local_sources(own):
            folders.append(Path(os.path.normpath(folder / source)))  # noqa: PERF401
    if path not in left_out and path.is_file():
        _read_into(documents, left_out, [path], max_file_size)
    everything = [file.parent for file in (*documents, *left_out)]
    root = Path(os.path.commonpath([root, *everything]))
    return Snapshot(
        root,
        {_relative(file, root): document for file, document in documents.items()},
        {_relative(file, root): reason for file, reason in left_out.items()},
    )


def local_modules(snapshot: Snapshot, folder: str) -> tuple[str, ...]:
    """The folders of the modules that a module calls by a local path, directly or not.

    Folders are relative to the snapshot's root, as `Snapshot.module_folders` gives them. A module
    whose files are not in the snapshot is not among them, nor is `folder` itself.
    """
    present = set(snapshot.module_folders())
    found: set[str] = set()
    waiting = [folder]
    while waiting:
        current = waiting.pop()
        for source in _local_sources(_documents_in(snapshot, current)):
            called = os.path.normpath(f"{current}/{source}").replace(os.sep, "/")
            if called in present and called not in found and called != folder:
                found.add(called)
                waiting.append(called)
    return tuple(sorted(found))


def is_terraform_file(name: str) -> bool:
    """Whether a file of that name belongs to a snapshot, wherever it lies."""
    if name.startswith("."):
        return name == _LOCK_FILE
    return name.endswith(_SUFFIXES)


@dataclass(frozen=True)
class _Walk:
    """The files of a folder; `complete` is false when it was too big to look at them all."""

    files: list[Path]
    unreadable: dict[Path, LeftOut]
    complete: bool


def _walk(root: Path, file_limit: int | None = None) -> _Walk:
    files = _config_files(root)
    unreadable: dict[Path, LeftOut] = {}

    def note(error: OSError) -> None:
        folder = Path(error.filename) if error.filename else root
        unreadable[folder] = _unreadable(error)

    entries = 0
    for folder, folder_names, names in os.walk(root, onerror=note):
        folder_names[:] = sorted(
            name
            for name in folder_names
            if not name.startswith(".") and name not in _FOREIGN_FOLDERS
        )
        files.extend(Path(folder, name) for name in sorted(names) if is_terraform_file(name))
        entries += len(folder_names) + len(names)
        if file_limit is not None and (len(files) > file_limit or entries > _ENTRIES_LOOKED_AT):
            return _Walk(files, unreadable, complete=False)
    return _Walk(files, unreadable, complete=True)


def _config_files(root: Path) -> list[Path]:
    return [root / name for name in _CHECKOV_FILES if (root / name).is_file()]


def _files_in(folder: Path) -> list[Path]:
    try:
        names = sorted(entry.name for entry in os.scandir(folder))
    except OSError:
        return []
    return [folder / name for name in names if is_terraform_file(name)]


def _snapshot(root: Path, files: Iterable[Path], max_file_size: int) -> Snapshot:
    documents: dict[Path, Document] = {}
    left_out: dict[Path, LeftOut] = {}
    _read_into(documents, left_out, files, max_file_size)
    return Snapshot(
        root,
        {_relative(file, root): document for file, document in documents.items()},
        {_relative(file, root): reason for file, reason in left_out.items()},
    )


def _read_into(
    documents: dict[Path, Document],
    left_out: dict[Path, LeftOut],
    files: Iterable[Path],
    max_file_size: int,
) -> None:
    for file in files:
        if file in documents or file in left_out:
            continue
        text = _text_of(file, max_file_size)
        if isinstance(text, LeftOut):
            left_out[file] = text
        elif text is not None:
            documents[file] = Document(text)


def _text_of(file: Path, max_file_size: int) -> bytes | LeftOut | None:
    """A file's bytes, why they are left out, or None for what is no file (a folder `a.tf`)."""
    try:
        # Opening a pipe would wait for its writer, so what it is comes first.
        status = file.stat()
        if stat.S_ISDIR(status.st_mode):
            return None
        if not stat.S_ISREG(status.st_mode):
            return LeftOut(LeftOutKind.UNREADABLE, "it is not a regular file")
        if status.st_size > max_file_size:
            return too_big(status.st_size, max_file_size)
        with file.open("rb") as stream:
            text = stream.read(max_file_size + 1)
    except OSError as error:
        return _unreadable(error)
    return text if len(text) <= max_file_size else too_big(len(text), max_file_size)


def too_big(size: int, max_file_size: int) -> LeftOut:
    """Why a text of `size` bytes is left out."""
    return LeftOut(
        LeftOutKind.TOO_BIG,
        f"it is {size / 1e6:.1f} MB, more than the {max_file_size / 1e6:g} MB that are analysed",
    )


def _unreadable(error: OSError) -> LeftOut:
    return LeftOut(LeftOutKind.UNREADABLE, f"it can't be read: {error.strerror or error}")


def _relative(path: Path, root: Path) -> str:
    relative = path.relative_to(root).as_posix()
    return "" if relative == "." else relative


def _documents_in(snapshot: Snapshot, folder: str) -> Mapping[str, Document]:
    prefix = "" if folder in (".", "") else f"{folder}/"
    return {
        path[len(prefix) :]: document
        for path, document in snapshot.files.items()
        if path.startswith(prefix) and "/" not in path[len(prefix) :]
    }


def _local_sources(documents: Mapping[str, Document]) -> Iterator[str]:
    """The local paths that `module` blocks name as their source."""
    for name, document in documents.items():
        if name.endswith(_MODULE_SUFFIXES) and b"module" in document.text:
            for block in top_level_blocks(document):
                source = block.attribute("source") if block.type == "module" else None
                if source is not None:
                    path = document.slice(source.node.named_children[-1]).strip().strip('"')
                    if path.startswith(("./", "../")) or path in (".", ".."):
                        yield path.split("//")[0] or path
