"""`textDocument/didChange`."""

from __future__ import annotations

import logging

from lsprotocol import types

from terraformer_ls.lsp import verification
from terraformer_ls.lsp.session import Session

logger = logging.getLogger(__name__)


def did_change(session: Session, params: types.DidChangeTextDocumentParams) -> None:
    """Edit a document and verify what it belongs to."""
    identifier = params.text_document
    before = session.documents.get(identifier.uri)
    if before is None:
        logger.warning("%s was changed but never opened", identifier.uri)
        return
    document = before.changed(identifier.version, params.content_changes, session.encoding)
    session.documents[identifier.uri] = document
    if document.is_terraform:
        verification.document_changed(session, document)
