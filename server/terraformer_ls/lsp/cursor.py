"""A place in an open document, with all that is needed to answer a question about it."""

from __future__ import annotations

from dataclasses import dataclass

from lsprotocol import types

from terraformer_ls.hcl.document import Document
from terraformer_ls.lsp.positions import offset_at
from terraformer_ls.lsp.scopes import Scope
from terraformer_ls.lsp.session import Session
from terraformer_ls.lsp.verification import scope_for
from terraformer_ls.workspace.snapshot import Snapshot


@dataclass(frozen=True)
class Cursor:
    """A byte offset of a file.

    Attributes:
        scope: what the file belongs to.
        snapshot: the scope's files, with the file's text as the editor has it now.
        path: the file, in the snapshot.
        document: its text.
        offset: where in it.
    """

    scope: Scope
    snapshot: Snapshot
    path: str
    document: Document
    offset: int


async def cursor_at(session: Session, uri: str, position: types.Position) -> Cursor | None:
    """The place of a request; None for documents that are not ours or too big to be looked at."""
    scope = await scope_for(session, uri)
    found = session.documents.get(uri)
    path = scope.file_of(found) if scope is not None and found is not None else None
    if scope is None or found is None or path is None or not found.is_terraform:
        return None
    document = found.document
    if len(document.text) > session.settings.max_file_size:
        return None
    snapshot = scope.snapshot
    if snapshot.files.get(path) is not document:
        snapshot = snapshot.with_document(path, document)
    offset = offset_at(document, position, session.encoding)
    return Cursor(scope, snapshot, path, document, offset)
