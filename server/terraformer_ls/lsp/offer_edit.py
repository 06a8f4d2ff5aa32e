"""Handing a verified change to the user: with a preview where asked, and as one undo step."""

from __future__ import annotations

from terraformer_ls.lsp.extents import Asked
from terraformer_ls.lsp.session import Session
from terraformer_ls.lsp.workspace_edit import Preview, workspace_edit
from terraformer_ls.propose.proposal import Edits

CHANGED_MEANWHILE = "The text changed meanwhile, so nothing was changed"
NOT_APPLIED = "Nothing was changed"

_APPLY = "Apply"


async def offer_edit(
    session: Session, asked: Asked, title: str, description: str, edits: Edits, *, preview: bool
) -> str:
    """Have the client apply a change of what was asked about; "" if it did, else why not.

    Args:
        session: whose client it is.
        asked: what the edits were made for; they are dropped if it is no longer so.
        title: what the change is called, in the client's undo history too.
        description: what it does, for the preview.
        edits: the change.
        preview: let the user confirm it first: in the client's own preview where it has one, else
            by a question.
    """
    if not asked.is_current(session):
        return CHANGED_MEANWHILE
    shown = preview and session.client.capabilities.annotates_edits
    if preview and not shown:
        answer = await session.client.ask(f"{title}: {description}", (_APPLY,))
        if answer != _APPLY:
            return NOT_APPLIED
        if not asked.is_current(session):
            return CHANGED_MEANWHILE
    said = Preview(title, description) if shown else None
    edit = workspace_edit(session, asked.scope, edits, preview=said)
    return "" if await session.client.apply(title, edit) else NOT_APPLIED
