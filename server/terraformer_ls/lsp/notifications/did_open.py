"""`textDocument/didOpen`."""

from __future__ import annotations

from lsprotocol import types

from terraformer_ls.lsp import reading_ahead, verification
from terraformer_ls.lsp.documents import opened
from terraformer_ls.lsp.session import Session


def did_open(session: Session, params: types.DidOpenTextDocumentParams) -> None:
    """Take a document over from the editor and verify what it belongs to."""
    document = opened(params.text_document)
    session.documents[document.uri] = document
    if document.is_terraform:
        verification.document_opened(session, document)
        reading_ahead.document_opened(session, document)
