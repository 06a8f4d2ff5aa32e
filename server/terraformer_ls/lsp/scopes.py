"""Scopes: the sets of files that are verified together, each a snapshot kept up to date.

A scope is what `snapshot_for_file` finds around an open file: a small workspace as a whole, else a
module with those it calls; or a document without a path, alone. What is open in the editor lies
over what is on disk. A scope also holds what the stages last said about each file, so that between
an edit and the next verdict there is something to show.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from terraformer_ls.hcl.document import Document
from terraformer_ls.lsp import anchors
from terraformer_ls.lsp.documents import OpenDocument
from terraformer_ls.verify.findings import Finding, Severity, Stage
from terraformer_ls.verify.report import StageResult, Status, distinct
from terraformer_ls.workspace.discover import too_big
from terraformer_ls.workspace.snapshot import Snapshot

FAST_STAGES = (Stage.SYNTAX, Stage.SCHEMA)
"""Stages quick enough for every keystroke; the others wait for a pause."""

Shown = Mapping[str, tuple[Finding, ...]]
"""Findings by file of a snapshot, with their spans in it."""


@dataclass(frozen=True)
class FileVerdict:
    """What one stage said about one file, and the text it said it about."""

    document: Document
    findings: tuple[Finding, ...]


Verdicts = Mapping[Stage, Mapping[str, FileVerdict]]


@dataclass(frozen=True)
class Outlook:
    """All that is known about a snapshot: the last word of every stage on every file of it.

    Attributes:
        snapshot: the files it is about.
        verdicts: by stage and file; about texts that may be older than the snapshot's.
        results: the last answer of every stage.
    """

    snapshot: Snapshot
    verdicts: Verdicts = field(default_factory=lambda: {})
    results: Mapping[Stage, StageResult] = field(default_factory=lambda: {})

    @cached_property
    def shown(self) -> Shown:
        """What to show the user: all verdicts, moved to where their text is in the snapshot."""
        return _moved(self.verdicts, self.snapshot)

    def at(self, snapshot: Snapshot) -> Outlook:
        """The same knowledge, about a newer snapshot."""
        return replace(self, snapshot=snapshot)

    def after(self, result: StageResult) -> Outlook:
        """What is known once a stage has answered about this very snapshot."""
        return replace(
            self,
            verdicts=_with_result(self.verdicts, self.snapshot, result),
            results={**self.results, result.stage: result},
        )


@dataclass
class Scope:
    """One set of files that is verified together.

    Attributes:
        name: tells scopes apart: the anchor's path, or the URI of a document without one.
        anchor: the file whose surroundings the scope is; None for a document without a path.
        disk: the files as they are on disk; None when they have to be read again.
        outlook: the latest snapshot with the editor's texts, and what is known about it.
        members: the URIs of the open documents that belong here.
        round: counts the verifications, of which only the latest may change anything.
        work: the verification under way.
        quick: set when the fast stages have spoken about the snapshot.
        settled: set when all stages have.
        planned: the snapshot that the last plan is of; None before the first one.
    """

    name: str
    anchor: Path | None
    disk: Snapshot | None
    outlook: Outlook
    members: set[str] = field(default_factory=lambda: set[str]())
    round: int = 0
    work: asyncio.Task[None] | None = None
    quick: asyncio.Event = field(default_factory=asyncio.Event)
    settled: asyncio.Event = field(default_factory=asyncio.Event)
    planned: Snapshot | None = None
    _folders: tuple[Snapshot, frozenset[str]] | None = None

    @property
    def snapshot(self) -> Snapshot:
        """The latest snapshot to be verified."""
        return self.outlook.snapshot

    @property
    def plan_milliseconds(self) -> float:
        """How long the last plan took; 0 before the first one."""
        result = self.outlook.results.get(Stage.PLAN)
        return result.milliseconds if result is not None else 0.0

    def file_of(self, document: OpenDocument) -> str | None:
        """The path in the snapshot of an open document; None if it is not of this scope."""
        if document.path is None:
            return document.name if document.uri == self.name else None
        if document.uri in self.members and document.path.is_relative_to(self.snapshot.root):
            return document.path.relative_to(self.snapshot.root).as_posix()
        return self.relative(document.path)

    def relative(self, path: Path) -> str | None:
        """The path in the snapshot of a file that is, or would be, among the scope's files."""
        root = self.snapshot.root
        if self.anchor is None or not path.is_relative_to(root):
            return None
        relative = path.relative_to(root)
        covered = (
            relative.as_posix() in self.snapshot.files
            or relative.as_posix() in self.snapshot.left_out
            or relative.parent.as_posix() in self._module_folders()
        )
        return relative.as_posix() if covered else None

    def holds_all_of(self, disk: Snapshot) -> bool:
        """Whether every file of a snapshot is one of this scope's already.

        Scopes of a big workspace have its root in common but not their files.
        """
        snapshot = self.snapshot
        return (
            self.anchor is not None
            and snapshot.root == disk.root
            and disk.files.keys() <= snapshot.files.keys() | snapshot.left_out.keys()
        )

    def _module_folders(self) -> frozenset[str]:
        if self._folders is None or self._folders[0] is not self.snapshot:
            self._folders = (self.snapshot, frozenset(self.snapshot.module_folders()))
        return self._folders[1]


def overlaid(
    disk: Snapshot, documents: Iterable[tuple[str, Document]], max_file_size: int
) -> Snapshot:
    """A snapshot of the disk with the editor's texts over it."""
    snapshot = disk
    for path, document in documents:
        size = len(document.text)
        if size > max_file_size:
            snapshot = snapshot.with_left_out(path, too_big(size, max_file_size))
        elif snapshot.files.get(path) is not document:
            snapshot = snapshot.with_document(path, document)
    return snapshot


def _with_result(verdicts: Verdicts, snapshot: Snapshot, result: StageResult) -> Verdicts:
    """The verdicts after a stage has spoken about a snapshot.

    A file that does not parse at the moment, because it is being typed in, can't be judged by the
    slow stages: what they said about it when it last parsed is kept. So is what was said last where
    not everything answered.
    """
    earlier = verdicts.get(result.stage, {})
    broken = _broken_files(verdicts, snapshot) if result.stage not in FAST_STAGES else _NONE
    by_file: dict[str, list[Finding]] = {}
    for finding in result.findings:
        by_file.setdefault(finding.file, []).append(finding)
    files: dict[str, FileVerdict] = {}
    partly = bool(result.unanswered) or (bool(broken) and result.status is Status.SKIPPED)
    for path in {*snapshot.files, *snapshot.left_out, *by_file}:
        if (partly or path in broken) and path in earlier and path not in by_file:
            files[path] = earlier[path]
        elif path in by_file:
            document = snapshot.files.get(path, _NOTHING)
            files[path] = FileVerdict(document, tuple(by_file[path]))
    return {**verdicts, result.stage: files}


def _moved(verdicts: Verdicts, snapshot: Snapshot) -> Shown:
    shown: dict[str, tuple[Finding, ...]] = {}
    for stage in Stage:
        for path, verdict in verdicts.get(stage, {}).items():
            document = snapshot.files.get(path)
            if document is not None:
                found = anchors.moved(verdict.findings, verdict.document, document)
            elif path == "" or path in snapshot.left_out:
                found = verdict.findings
            else:
                continue  # the file is gone
            if found:
                shown[path] = shown.get(path, ()) + found
    return {path: distinct(found) for path, found in shown.items()}


_NOTHING = Document(b"")
_NONE: frozenset[str] = frozenset()


def _broken_files(verdicts: Verdicts, snapshot: Snapshot) -> frozenset[str]:
    return frozenset(
        path
        for path, verdict in verdicts.get(Stage.SYNTAX, {}).items()
        if path in snapshot.files
        and any(finding.severity is Severity.ERROR for finding in verdict.findings)
    )
