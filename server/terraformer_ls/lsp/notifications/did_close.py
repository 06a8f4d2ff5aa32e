"""`textDocument/didClose`."""

from __future__ import annotations

from lsprotocol import types

from terraformer_ls.lsp import verification
from terraformer_ls.lsp.session import Session


def did_close(session: Session, params: types.DidCloseTextDocumentParams) -> None:
    """Give a document back: from now on what is on disk counts."""
    document = session.documents.pop(params.text_document.uri, None)
    if document is not None and document.is_terraform:
        verification.document_closed(session, document)
