"""`terraformer.plan`: show the plan of a module as a document."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from lsprotocol import types

from terraformer_ls.lsp.documents import path_of
from terraformer_ls.lsp.plan_document import folder_of_plan, uri_of_plan
from terraformer_ls.lsp.requests.text_document_content import plan_text
from terraformer_ls.lsp.session import Session


async def plan(
    session: Session, arguments: Mapping[str, object], token: types.ProgressToken | None
) -> dict[str, object] | None:
    """`{"uri"}` of a file, or `{"plan"}` of a lens, to `{"uri", "text"}` of its module's plan.

    Where the editor can open documents of ours it is asked to.
    """
    del token
    folder = _folder(arguments)
    if folder is None:
        return None
    uri = uri_of_plan(folder)
    text = await plan_text(session, folder)
    if session.client.capabilities.shows_plans:
        session.client.show_document(uri)
    return {"uri": uri, "text": text}


def _folder(arguments: Mapping[str, object]) -> Path | None:
    document, uri = arguments.get("plan"), arguments.get("uri")
    if isinstance(document, str):
        return folder_of_plan(document)
    path = path_of(uri) if isinstance(uri, str) else None
    return path.parent if path is not None else None
