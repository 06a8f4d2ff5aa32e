"""`workspace/textDocumentContent`: the text of a plan."""

from __future__ import annotations

from pathlib import Path

from lsprotocol import types

from terraformer_ls.lsp.plan_document import folder_of_plan
from terraformer_ls.lsp.scopes import Scope
from terraformer_ls.lsp.session import Session
from terraformer_ls.terraform.plan_view import render_plan
from terraformer_ls.verify.findings import Stage


async def text_document_content(
    session: Session, params: types.TextDocumentContentParams
) -> types.TextDocumentContentResult:
    """The plan of the module that the URI names, or why there is none."""
    folder = folder_of_plan(params.uri)
    session.plans_shown.add(params.uri)
    text = await plan_text(session, folder) if folder is not None else "There is no such plan.\n"
    return types.TextDocumentContentResult(text)


async def plan_text(session: Session, folder: Path) -> str:
    """The plan of the root module in a folder as text, or a sentence that says why there is none.

    For a child module it is the plan of the first root module that has one.
    """
    scope = _scope_of(session, folder)
    if scope is None:
        return f"Open a file of {folder} first.\n"
    await scope.settled.wait()
    engine, snapshot = session.engine, scope.planned or scope.snapshot
    plans = await session.background.run(lambda cancelled: engine.plans(snapshot, cancelled))
    wanted = folder.relative_to(snapshot.root).as_posix()
    plan = plans.get(wanted) or next(iter(plans.values()), None)
    if plan is None:
        result = scope.outlook.results.get(Stage.PLAN)
        reason = result.reason if result is not None else ""
        return f"There is no plan{f': {reason}' if reason else ' yet'}.\n"
    return render_plan(plan)


def _scope_of(session: Session, folder: Path) -> Scope | None:
    for scope in session.scopes.values():
        root = scope.snapshot.root
        if folder.is_relative_to(root):
            relative = folder.relative_to(root).as_posix()
            if relative in scope.snapshot.module_folders():
                return scope
    return None
