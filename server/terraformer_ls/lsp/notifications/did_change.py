"""`textDocument/didChange`."""

from __future__ import annotations

import logging

from lsprotocol import types

from terraformer_ls.lsp import reading_ahead, verification
from terraformer_ls.lsp.documents import OpenDocument, encoded
from terraformer_ls.lsp.positions import offset_at
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
        if params.content_changes:
            end = _end_of(params.content_changes[-1], document, session)
            reading_ahead.document_edited(session, document, end)


def _end_of(
    change: types.TextDocumentContentChangeEvent, after: OpenDocument, session: Session
) -> int:
    """Where a change ends in the document after it: most likely the cursor."""
    if not isinstance(change, types.TextDocumentContentChangePartial):
        return len(after.document.text)
    start = offset_at(after.document, change.range.start, session.encoding)
    return start + len(encoded(change.text))
