"""`textDocument/diagnostic`: a client pulls the diagnostics of a document."""

from __future__ import annotations

from lsprotocol import types

from terraformer_ls.lsp.diagnostics import file_diagnostics, result_id
from terraformer_ls.lsp.session import Session
from terraformer_ls.lsp.verification import scope_for


async def document_diagnostic(
    session: Session, params: types.DocumentDiagnosticParams
) -> types.DocumentDiagnosticReport:
    """The fast stages' word on the text as it is now, with what is still known from the others.

    A client that can be told to pull again has it at once, and is told when the slow stages have
    more to say; any other one waits for all of them.
    """
    uri = params.text_document.uri
    scope = await scope_for(session, uri)
    if scope is not None:
        if session.client.capabilities.refreshes_diagnostics:
            await scope.quick.wait()
        else:
            await scope.settled.wait()
    document = session.documents.get(uri)
    path = scope.file_of(document) if scope is not None and document is not None else None
    diagnostics = file_diagnostics(session, scope).get(path, ()) if scope and path else ()
    identifier = result_id(diagnostics)
    if params.previous_result_id == identifier:
        return types.RelatedUnchangedDocumentDiagnosticReport(result_id=identifier)
    return types.RelatedFullDocumentDiagnosticReport(items=list(diagnostics), result_id=identifier)
