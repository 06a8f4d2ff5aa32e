"""`workspace/symbol`: declarations by name."""

from __future__ import annotations

from lsprotocol import types

from terraformer_ls.editor.outline import workspace_symbols
from terraformer_ls.lsp.locations import location_of, symbol_kind
from terraformer_ls.lsp.session import Session


async def symbol(
    session: Session, params: types.WorkspaceSymbolParams
) -> list[types.WorkspaceSymbol]:
    """The declarations around the open files whose address has the query's letters in order."""
    if not session.settings.language_features_enabled:
        return []
    found: dict[tuple[str, str], types.WorkspaceSymbol] = {}
    for scope in tuple(session.scopes.values()):
        snapshot = scope.snapshot
        for declared in await session.background.run(
            lambda _, snapshot=snapshot: workspace_symbols(snapshot, params.query)
        ):
            location = location_of(session, scope, snapshot, declared.file, declared.span)
            key = (location.uri, declared.name)
            found[key] = types.WorkspaceSymbol(location, declared.name, symbol_kind(declared.kind))
    return list(found.values())
