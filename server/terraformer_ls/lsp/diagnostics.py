"""Findings as the protocol's diagnostics: pushed to some clients, pulled by others, never both."""

from __future__ import annotations

import asyncio
import dataclasses
import hashlib

from lsprotocol import types
from pygls.uris import from_fs_path

from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.positions import Encoding
from terraformer_ls.lsp.documents import OpenDocument
from terraformer_ls.lsp.positions import range_of
from terraformer_ls.lsp.scopes import Scope
from terraformer_ls.lsp.session import Published, Session
from terraformer_ls.propose.fix import has_recipe
from terraformer_ls.verify.findings import Finding, Severity, Tag

SOURCE = "TerraFormer"

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFORMATION: types.DiagnosticSeverity.Information,
    Severity.HINT: types.DiagnosticSeverity.Hint,
}
_TAGS = {
    Tag.UNNECESSARY: types.DiagnosticTag.Unnecessary,
    Tag.DEPRECATED: types.DiagnosticTag.Deprecated,
}
_NO_TEXT = Document(b"")


def diagnostic_of(
    finding: Finding, document: Document, encoding: Encoding, *, fixable: bool
) -> types.Diagnostic:
    """A finding as a diagnostic of the file that it is in."""
    return types.Diagnostic(
        range=range_of(document, finding.span, encoding),
        message=finding.message,
        severity=_SEVERITIES[finding.severity],
        code=finding.rule,
        code_description=types.CodeDescription(finding.help) if finding.help else None,
        source=SOURCE,
        tags=[_TAGS[tag] for tag in finding.tags] or None,
        data={"fixable": fixable},
    )


def result_id(diagnostics: tuple[types.Diagnostic, ...]) -> str:
    """The same for the same diagnostics, so that a client need not be sent them twice."""
    return hashlib.sha256(repr(diagnostics).encode()).hexdigest()[:32]


def file_diagnostics(session: Session, scope: Scope) -> dict[str, tuple[types.Diagnostic, ...]]:
    """The diagnostics of every file of a scope that has any or is open, by path."""
    found: dict[str, list[types.Diagnostic]] = {
        path: []
        for document in session.documents.values()
        if (path := scope.file_of(document)) is not None and document.is_terraform
    }
    for path, findings in scope.outlook.shown.items():
        shown_on = path or _main_file(scope)
        document = scope.snapshot.files.get(shown_on, _NO_TEXT)
        found.setdefault(shown_on, []).extend(
            diagnostic_of(finding, document, session.encoding, fixable=_fixable(session, finding))
            for finding in findings
        )
    return {path: tuple(diagnostics) for path, diagnostics in found.items()}


def publish(session: Session, scope: Scope) -> None:
    """Let the client know of a scope's diagnostics, as far as they differ from what it has."""
    if session.client.capabilities.pulls_diagnostics:
        changed, session.diagnostics_changed = session.diagnostics_changed, asyncio.Event()
        changed.set()
        return
    current: set[str] = set()
    for path, diagnostics in file_diagnostics(session, scope).items():
        uri, document = locate(session, scope, path)
        if not _answers_for(session, scope, document, path):
            continue
        current.add(uri)
        version = document.version if document is not None else None
        _send(session, uri, Published(scope.name, version, diagnostics))
    for uri, published in tuple(session.published.items()):
        if published.scope == scope.name and uri not in current:
            _send(session, uri, Published(scope.name, None, ()))
            del session.published[uri]


def withdraw(session: Session, scope: Scope) -> None:
    """Take back what a scope that is no more has published."""
    for uri, published in tuple(session.published.items()):
        if published.scope == scope.name:
            _send(session, uri, Published(scope.name, None, ()))
            del session.published[uri]


def handed_over(published: Published, scope: Scope) -> Published:
    """The same diagnostics, from now on another scope's to change."""
    return dataclasses.replace(published, scope=scope.name)


def locate(session: Session, scope: Scope, path: str) -> tuple[str, OpenDocument | None]:
    """The URI of a file of a scope, as the client writes it, and its document if it is open."""
    if scope.anchor is None:
        return scope.name, session.documents.get(scope.name)
    absolute = scope.snapshot.root / path
    document = session.document_at(absolute)
    return (document.uri if document else from_fs_path(str(absolute)) or "", document)


def _answers_for(session: Session, scope: Scope, document: OpenDocument | None, path: str) -> bool:
    """Whether a file that several scopes cover is this one's to report."""
    if document is not None:
        return session.scope_of(document) is scope
    return session.scope_of_path(scope.snapshot.root / path) is scope


def _send(session: Session, uri: str, published: Published) -> None:
    if session.published.get(uri) != published:
        session.published[uri] = published
        session.client.publish(uri, published.version, published.diagnostics)


def _fixable(session: Session, finding: Finding) -> bool:
    return session.engine.model is not None or has_recipe(finding)


def _main_file(scope: Scope) -> str:
    """Where to show what is about the whole: the first file, for want of a better place."""
    return next(iter(scope.snapshot.hcl_files), next(iter(scope.snapshot.files), ""))
