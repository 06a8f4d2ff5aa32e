"""Files that a module's functions read: which may be read, and what stands for the others.

`file("${path.module}/policy.json")` finds a copy of the real file when that lies in the workspace.
A stub stands for a file that is not there yet, and for one outside of the workspace, which is never
read; the user is told by a hint.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.positions import Span
from terraformer_ls.workspace.snapshot import Snapshot

_CALL = re.compile(
    rb"\b(abspath|file|filebase64|filebase64sha256|filebase64sha512|fileexists|filemd5|fileset|"
    rb"filesha1|filesha256|filesha512|templatefile)\s*\(\s*"
    rb'"((?:[^"\\\n]|\\.)*)"'
)
_ANY_CALL = re.compile(
    rb"\b(?:file|filebase64|filebase64sha256|filebase64sha512|filemd5|fileset|filesha1|filesha256|"
    rb"filesha512|templatefile)\s*\("
)
_PATH_REFERENCE = re.compile(r"\$\{\s*path\.(module|root|cwd)\s*\}")
_NEEDS_NO_FILE = frozenset({"abspath", "fileexists", "fileset"})
_READING = frozenset(
    {
        "file",
        "filebase64",
        "filebase64sha256",
        "filebase64sha512",
        "filemd5",
        "fileset",
        "filesha1",
        "filesha256",
        "filesha512",
        "templatefile",
    }
)
_MAX_FILE = 1_000_000
_MAX_FILES = 200
_SKIPPED_SUFFIXES = (".tf", ".tf.json", ".tofu", ".tfvars", ".tfstate", ".tfstate.backup")


@dataclass(frozen=True)
class StubbedFile:
    """A file that a stub stands for, and where it is named."""

    path: str
    outside: bool
    file: str
    span: Span


@dataclass
class FileReads:
    """What reading functions need beside the snapshot.

    Attributes:
        computed: whether some path is not told by the text, or a template may read files itself.
        files: what to lay.
        rewritten: the texts in which a path outside the workspace was replaced by one, of the same
            length, to a stub.
        stubbed: what stubs stand for.
    """

    computed: bool = False
    files: dict[str, Document] = field(default_factory=dict[str, Document])
    rewritten: dict[str, Document] = field(default_factory=dict[str, Document])
    stubbed: list[StubbedFile] = field(default_factory=list[StubbedFile])


def file_reads(snapshot: Snapshot, documents: dict[str, Document], root: str) -> FileReads:
    """What the functions in some texts read.

    Args:
        snapshot: the workspace.
        documents: the texts by path, of all modules in a tree.
        root: the tree's root folder, which relative paths start from.
    """
    reads = FileReads()
    for path, document in documents.items():
        folder = PurePosixPath(path).parent.as_posix()
        calls = [call for call in _calls(document) if call[0] in _READING]
        reads.computed |= len(calls) < len(_ANY_CALL.findall(document.text))
        for function, literal, span in _calls(document):
            _take(snapshot, reads, root, folder, path, function, literal, span)
    return reads


def stub_content(path: str) -> bytes:
    """Something that a file of that name could hold."""
    match path.rsplit(".", 1)[-1].lower():
        case "zip":
            made = io.BytesIO()
            with zipfile.ZipFile(made, "w") as archive:
                archive.writestr(zipfile.ZipInfo("standin"), "")
            return made.getvalue()
        case "json" | "yaml" | "yml" | "tftpl":
            return b"{}\n"
        case "pub":
            return b"ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC0c3RhbmRpbg== standin@example.com\n"
        case _:
            return b"standin\n"


def _calls(document: Document) -> Iterator[tuple[str, str, Span]]:
    for found in _CALL.finditer(document.text):
        yield (
            found[1].decode(),
            found[2].decode("utf-8", errors="replace"),
            Span(found.start(2), found.end(2)),
        )


def _take(
    snapshot: Snapshot,
    reads: FileReads,
    root: str,
    folder: str,
    file: str,
    function: str,
    literal: str,
    span: Span,
) -> None:
    bases = {"module": folder, "root": root, "cwd": root}
    text = _PATH_REFERENCE.sub(lambda found: f"\0{bases[found[1]]}", literal)
    static = "${" not in text and "%{" not in text
    # path.module is relative to the root's folder, which is where Terraform runs.
    text = text.removeprefix("\0") if text.startswith("\0") else _from(root, text)
    reads.computed |= not static or "\0" in text
    if not static:
        text = text.split("${")[0].split("%{")[0].rpartition("/")[0]
    target = _normalised(snapshot, text)
    if target is None or target.startswith("~"):
        _stub_outside(reads, snapshot, root, file, literal, span, static=static, path=target)
        return
    on_disk = snapshot.root / target
    if not static or function == "fileset":
        _copy_folder(snapshot, reads, on_disk)
        return
    there = target in snapshot.files or _copy(snapshot, reads, on_disk)
    if not there and function not in _NEEDS_NO_FILE:
        reads.files[target] = Document(stub_content(target))
        reads.stubbed.append(StubbedFile(literal, False, file, span))


def _stub_outside(
    reads: FileReads,
    snapshot: Snapshot,
    root: str,
    file: str,
    literal: str,
    span: Span,
    *,
    static: bool,
    path: str | None,
) -> None:
    """Make a path that leads out of the workspace lead to a stub; the text keeps its length."""
    if not static or (path is None and "${" in literal):
        return
    length = span.end - span.start
    suffix = PurePosixPath(literal).suffix
    suffix = suffix if suffix.isascii() and len(suffix) + 4 < length else ""
    name = f"x{len(reads.stubbed)}".ljust(length - len(suffix), "x") + suffix
    if len(name) != length or name.endswith(_SKIPPED_SUFFIXES):
        return
    document = reads.rewritten.get(file) or snapshot.files[file]
    text = document.text
    reads.rewritten[file] = Document(text[: span.start] + name.encode() + text[span.end :])
    reads.files[_from(root, name)] = Document(stub_content(literal))
    reads.stubbed.append(StubbedFile(literal, True, file, span))


def _from(folder: str, path: str) -> str:
    return path if path.startswith(("/", "~")) or folder == "." else f"{folder}/{path}"


def _normalised(snapshot: Snapshot, path: str) -> str | None:
    """A path relative to the workspace, or None outside of it."""
    if path.startswith("~"):
        return path
    if path.startswith("/"):
        path = os.path.relpath(path, snapshot.root)
    path = os.path.normpath(path).replace(os.sep, "/")
    return None if path == ".." or path.startswith("../") else path


def readable_file(workspace: Path, file: Path) -> bytes | None:
    """A file's bytes if it is one of the workspace's own, also after following links."""
    try:
        real = file.resolve(strict=True)
        if not real.is_relative_to(workspace.resolve()) or not real.is_file():
            return None
        return real.read_bytes() if real.stat().st_size <= _MAX_FILE else None
    except OSError:
        return None


def _copy(snapshot: Snapshot, reads: FileReads, file: Path) -> bool:
    """Take a file of the workspace; whether there is one that may be read."""
    text = readable_file(snapshot.root, file)
    if text is None:
        return False
    path = os.path.relpath(file, snapshot.root).replace(os.sep, "/")
    reads.files[path] = Document(text)
    reads.computed |= bool(_ANY_CALL.search(text)) and b"${" in text
    return True


def _copy_folder(snapshot: Snapshot, reads: FileReads, folder: Path) -> None:
    """Take what a folder holds, up to a limit; hidden files and Terraform's own are left."""
    taken = 0
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and not name.endswith(_SKIPPED_SUFFIXES):
                taken += _copy(snapshot, reads, Path(parent, name))
                if taken >= _MAX_FILES:
                    return
