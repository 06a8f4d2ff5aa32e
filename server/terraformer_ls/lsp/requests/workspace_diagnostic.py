"""`workspace/diagnostic`: a client pulls what there is to say about files that are not open."""

from __future__ import annotations

from lsprotocol import types

from terraformer_ls.lsp.diagnostics import file_diagnostics, locate, result_id
from terraformer_ls.lsp.session import Session

_Report = (
    types.WorkspaceFullDocumentDiagnosticReport | types.WorkspaceUnchangedDocumentDiagnosticReport
)


async def workspace_diagnostic(
    session: Session, params: types.WorkspaceDiagnosticParams
) -> types.WorkspaceDiagnosticReport:
    """The diagnostics of every file around the open ones, once they differ from the last answer.

    Clients ask again as soon as they are answered, so the answer waits until there is news.
    """
    known = {previous.uri: previous.value for previous in params.previous_result_ids}
    while True:
        changed = session.diagnostics_changed
        reports = _reports(session, known)
        if any(isinstance(r, types.WorkspaceFullDocumentDiagnosticReport) for r in reports):
            return types.WorkspaceDiagnosticReport(items=reports)
        await changed.wait()


def _reports(session: Session, known: dict[str, str]) -> list[_Report]:
    reports: dict[str, _Report] = {}
    for scope in session.scopes.values():
        for path, diagnostics in file_diagnostics(session, scope).items():
            uri, document = locate(session, scope, path)
            if uri not in reports:
                version = document.version if document is not None else None
                reports[uri] = _report(uri, version, diagnostics, known)
    for uri in known:
        if uri not in reports:
            reports[uri] = _report(uri, None, (), known)
    return list(reports.values())


def _report(
    uri: str, version: int | None, diagnostics: tuple[types.Diagnostic, ...], known: dict[str, str]
) -> _Report:
    identifier = result_id(diagnostics)
    if known.get(uri) == identifier:
        return types.WorkspaceUnchangedDocumentDiagnosticReport(
            uri=uri, version=version, result_id=identifier
        )
    return types.WorkspaceFullDocumentDiagnosticReport(
        uri=uri, version=version, items=list(diagnostics), result_id=identifier
    )
