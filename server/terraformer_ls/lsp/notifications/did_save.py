"""`textDocument/didSave`."""

from __future__ import annotations

from lsprotocol import types

from terraformer_ls.lsp import verification
from terraformer_ls.lsp.documents import path_of
from terraformer_ls.lsp.session import Session
from terraformer_ls.lsp.watching import matters


def did_save(session: Session, params: types.DidSaveTextDocumentParams) -> None:
    """Read what lies around a saved file again: it may call other modules now."""
    path = path_of(params.text_document.uri)
    if path is not None and matters(path):
        verification.files_changed(session, [path])
