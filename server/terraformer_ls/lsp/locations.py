"""Places and symbols of a scope's files as the protocol has them."""

from __future__ import annotations

from lsprotocol import types

from terraformer_ls.hcl.positions import Span
from terraformer_ls.lsp.diagnostics import locate
from terraformer_ls.lsp.positions import range_of
from terraformer_ls.lsp.scopes import Scope
from terraformer_ls.lsp.session import Session
from terraformer_ls.workspace.snapshot import Snapshot


def location_of(
    session: Session, scope: Scope, snapshot: Snapshot, path: str, span: Span
) -> types.Location:
    """A span of a file of `snapshot`, which is of that scope."""
    uri, _ = locate(session, scope, path)
    return types.Location(uri, range_of(snapshot.files[path], span, session.encoding))


_SYMBOL_KINDS = {
    "resource": types.SymbolKind.Class,
    "data": types.SymbolKind.Struct,
    "ephemeral": types.SymbolKind.Event,
    "variable": types.SymbolKind.Variable,
    "local": types.SymbolKind.Constant,
    "locals": types.SymbolKind.Namespace,
    "output": types.SymbolKind.Property,
    "module": types.SymbolKind.Module,
    "provider": types.SymbolKind.Package,
    "terraform": types.SymbolKind.Package,
}


def symbol_kind(block_type: str) -> types.SymbolKind:
    """How an editor may draw a block of a type."""
    return _SYMBOL_KINDS.get(block_type, types.SymbolKind.Object)
