"""`workspace/didChangeWatchedFiles`, and which files we ask a client to watch."""

from __future__ import annotations

from lsprotocol import types

from terraformer_ls.lsp import verification
from terraformer_ls.lsp.documents import path_of
from terraformer_ls.lsp.session import Session

WATCHED = (
    "**/*.{tf,tofu,tfvars}",
    "**/*.{tf,tofu,tfvars}.json",
    "**/*.{tftest,tfmock}.hcl",
    "**/.terraform.lock.hcl",
    "**/.checkov.{yaml,yml}",
)


def did_change_watched_files(session: Session, params: types.DidChangeWatchedFilesParams) -> None:
    """Verify anew where files changed outside of the editor."""
    changed = [path for event in params.changes if (path := path_of(event.uri)) is not None]
    verification.files_changed(session, changed)


def registration() -> types.Registration:
    """What makes a client watch the files that matter to us."""
    return types.Registration(
        id="terraformer-watched-files",
        method=types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
        register_options=types.DidChangeWatchedFilesRegistrationOptions(
            watchers=[types.FileSystemWatcher(glob_pattern=pattern) for pattern in WATCHED]
        ),
    )
