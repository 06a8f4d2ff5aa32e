"""What a command is about, from its arguments: a block, a file, a module of an open document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from terraformer_ls.hcl.positions import Span
from terraformer_ls.lsp.documents import OpenDocument
from terraformer_ls.lsp.positions import span_of
from terraformer_ls.lsp.scopes import Scope
from terraformer_ls.lsp.session import Session
from terraformer_ls.lsp.verification import scope_for
from terraformer_ls.propose.extent import Extent, block_extent
from terraformer_ls.workspace.snapshot import Snapshot

REACHES = ("block", "file", "module")
"""How far a command may reach, by the name in its argument `reach`."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An open document as it was when a command came, and the part of it that is meant.

    Attributes:
        scope: what the document belongs to.
        document: the document.
        snapshot: the scope's files at that moment.
        path: the document's path in it.
        span: the cursor or selection; None where the client named none.
    """

    scope: Scope
    document: OpenDocument
    snapshot: Snapshot
    path: str
    span: Span | None

    def extent(self, reach: str) -> Extent | None:
        """The extent of that name around the span; None where no block is there."""
        if reach == "block":
            return block_extent(self.snapshot, self.path, self.span or Span(0, 0))
        if reach == "file":
            return Extent(file=self.path)
        return Extent(folder=PurePosixPath(self.path).parent.as_posix())

    def is_current(self, session: Session) -> bool:
        """Whether every file is still as it was: edits of it may be applied."""
        now = session.documents.get(self.document.uri)
        return (
            now is not None
            and now.version == self.document.version
            and self.scope.snapshot.content_hash == self.snapshot.content_hash
        )


async def asked_about(session: Session, arguments: Mapping[str, object]) -> Asked | None:
    """What `{"uri", "range"?}` means; None if the document is not open or not of Terraform."""
    uri = arguments.get("uri")
    if not isinstance(uri, str):
        raise JsonRpcInvalidParams("the command needs the uri of an open document")
    scope = await scope_for(session, uri)
    document = session.documents.get(uri)
    if scope is None or document is None:
        return None
    await scope.quick.wait()
    document = session.documents.get(uri)
    path = scope.file_of(document) if document is not None else None
    if document is None or path is None:
        return None
    snapshot = scope.snapshot
    if snapshot.files.get(path) is not document.document:
        return None
    range_ = range_from(arguments.get("range"))
    span = span_of(document.document, range_, session.encoding) if range_ is not None else None
    return Asked(scope, document, snapshot, path, span)


def range_from(value: object) -> types.Range | None:
    """The protocol's range in a command's argument; None where there is none."""
    match value:
        case None:
            return None
        case {
            "start": {"line": int(first), "character": int(left)},
            "end": {"line": int(last), "character": int(right)},
        }:
            return types.Range(types.Position(first, left), types.Position(last, right))
        case _:
            raise JsonRpcInvalidParams("`range` is no range of the protocol")
