"""Our edits as the protocol's workspace edits, in the best form that the client understands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lsprotocol import types

from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.lsp.diagnostics import locate
from terraformer_ls.lsp.positions import protocol_edit
from terraformer_ls.lsp.scopes import Scope
from terraformer_ls.lsp.session import Session

_BEYOND = "beyond-this-file"
_PREVIEWED = "previewed"


@dataclass(frozen=True, slots=True)
class Preview:
    """What a user reads above changes that wait for a confirmation, one by one."""

    label: str
    description: str


def workspace_edit(
    session: Session,
    scope: Scope,
    edits: Mapping[str, Iterable[TextEdit]],
    *,
    confirm_beyond: str | None = None,
    preview: Preview | None = None,
) -> types.WorkspaceEdit:
    """Edits of a scope's snapshot, by path.

    They name the versions that they are meant for, so that a client refuses them for newer texts,
    and ask for a confirmation with a `preview`, or if they reach beyond the file `confirm_beyond`:
    each where the client can do that. They do so together, for a part of them was never verified.
    """
    capabilities = session.client.capabilities
    changes: list[types.TextDocumentEdit] = []
    beyond = confirm_beyond is not None and any(path != confirm_beyond for path in edits)
    # A client with a list of fixes says in it what changes; its own preview would begin unticked.
    confirmed = preview is not None or (beyond and not capabilities.chooses_fixes)
    annotated = False
    for path, ours in edits.items():
        uri, document = locate(session, scope, path)
        text = scope.snapshot.files[path]
        theirs = [protocol_edit(text, edit, session.encoding) for edit in ours]
        annotation = _PREVIEWED if preview is not None else _BEYOND
        if confirmed and capabilities.annotates_edits:
            annotated = True
            theirs = [
                types.AnnotatedTextEdit(annotation, one.range, one.new_text) for one in theirs
            ]
        version = document.version if document is not None else None
        identifier = types.OptionalVersionedTextDocumentIdentifier(uri=uri, version=version)
        changes.append(types.TextDocumentEdit(identifier, theirs))
    if not capabilities.versioned_edits:
        return types.WorkspaceEdit(
            changes={
                change.text_document.uri: [
                    edit for edit in change.edits if isinstance(edit, types.TextEdit)
                ]
                for change in changes
            }
        )
    said = preview or Preview("Fix with TerraFormer", "This fix changes another file as well.")
    annotation = types.ChangeAnnotation(
        label=said.label, description=said.description, needs_confirmation=True
    )
    name = _PREVIEWED if preview is not None else _BEYOND
    return types.WorkspaceEdit(
        document_changes=changes, change_annotations={name: annotation} if annotated else None
    )
