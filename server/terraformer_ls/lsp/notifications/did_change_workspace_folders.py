"""`workspace/didChangeWorkspaceFolders`."""

from __future__ import annotations

from lsprotocol import types

from terraformer_ls.lsp.documents import path_of
from terraformer_ls.lsp.session import Session


def did_change_workspace_folders(
    session: Session, params: types.DidChangeWorkspaceFoldersParams
) -> None:
    """Know the folders of the workspace; what is open keeps the surroundings it has."""
    removed = {path_of(folder.uri) for folder in params.event.removed}
    added = [path_of(folder.uri) for folder in params.event.added]
    kept = [folder for folder in session.folders if folder not in removed]
    session.folders = [*kept, *(path for path in added if path is not None)]
