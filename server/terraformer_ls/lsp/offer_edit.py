"""Handing a verified change to the user: with a preview where asked, and as one undo step.

VS Code's own preview of edits that need a confirmation leaves each of them out until it is ticked,
and nobody learns which ones were. So a client that can is asked by `terraformer/chooseFixes`, which
begins with all of them taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from terraformer_ls.lsp.diagnostics import locate
from terraformer_ls.lsp.extents import Asked
from terraformer_ls.lsp.session import Session
from terraformer_ls.lsp.workspace_edit import Preview, workspace_edit
from terraformer_ls.propose.proposal import Edits
from terraformer_ls.workspace.snapshot import Snapshot

CHANGED_MEANWHILE = "The text changed meanwhile, so nothing was changed"
NOT_APPLIED = "Nothing was changed"

_APPLY = "Apply"


@dataclass(frozen=True, slots=True)
class Offered:
    """One of several changes, as the user is shown it.

    Attributes:
        label: what it does.
        description: what it is for.
        detail: its evidence.
        path: the file in which to look at it.
        line: where it begins there when all changes are made, from 0.
    """

    label: str
    description: str
    detail: str
    path: str
    line: int


async def choose(
    session: Session,
    asked: Asked,
    title: str,
    description: str,
    offered: Sequence[Offered],
    after: Snapshot,
) -> tuple[int, ...]:
    """The numbers of the changes that the user takes of those that lead to `after`."""
    files = {
        path: locate(session, asked.scope, path)[0]
        for path, document in after.files.items()
        if path not in asked.snapshot.files
        or asked.snapshot.files[path].text != document.text
        or any(one.path == path for one in offered)
    }
    question = {
        "title": title,
        "description": description,
        "fixes": [
            {
                "label": one.label,
                "description": one.description,
                "detail": one.detail,
                "uri": files[one.path],
                "line": one.line,
            }
            for one in offered
        ],
        "files": [
            {"uri": uri, "text": after.files[path].text.decode("utf-8", "replace")}
            for path, uri in files.items()
        ],
    }
    chosen = await session.client.choose_fixes(question)
    return tuple(number for number in chosen if 0 <= number < len(offered))


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
    capabilities = session.client.capabilities
    shown = preview and capabilities.annotates_edits and not capabilities.chooses_fixes
    if preview and not shown:
        confirmed = await _is_confirmed(session, asked, title, description, edits)
        if not asked.is_current(session):
            return CHANGED_MEANWHILE
        if not confirmed:
            return NOT_APPLIED
    said = Preview(title, description) if shown else None
    edit = workspace_edit(session, asked.scope, edits, preview=said)
    if await session.client.apply(title, edit):
        return ""
    return NOT_APPLIED if asked.is_current(session) else CHANGED_MEANWHILE


async def _is_confirmed(
    session: Session, asked: Asked, title: str, description: str, edits: Edits
) -> bool:
    if not session.client.capabilities.chooses_fixes:
        return await session.client.ask(f"{title}: {description}", (_APPLY,)) == _APPLY
    path = asked.path if asked.path in edits else min(edits)
    before = asked.snapshot.files.get(path)
    first = min(edit.span.start for edit in edits[path])
    line = before.lines.line_of(first) if before is not None else 0
    offered = Offered(title, "", description, path, line)
    after = asked.snapshot.with_edits(edits)
    return await choose(session, asked, title, description, (offered,), after) != ()
