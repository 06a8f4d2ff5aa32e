"""`terraformer.suppress`: silence a policy in one block, with a reason."""

from __future__ import annotations

from collections.abc import Mapping

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from terraformer_ls.lsp.session import Session
from terraformer_ls.lsp.verification import scope_for
from terraformer_ls.lsp.workspace_edit import workspace_edit
from terraformer_ls.propose.suppress import Refused
from terraformer_ls.propose.suppress import suppress as propose

REASONS = ("accepted risk", "false positive", "handled elsewhere")
"""What one may choose from instead of words of one's own."""


async def suppress(
    session: Session, arguments: Mapping[str, object], token: types.ProgressToken | None
) -> dict[str, object]:
    """`{"uri", "rule", "address", "reason"?}` to `{"applied", "problem"?}`.

    Without a reason the user is asked for one; the client is asked to apply the edit.
    """
    del token
    uri, rule, address, reason = (
        arguments.get(name) for name in ("uri", "rule", "address", "reason")
    )
    if not (isinstance(uri, str) and isinstance(rule, str) and isinstance(address, str)):
        raise JsonRpcInvalidParams("terraformer.suppress needs a uri, a rule and an address")
    if not isinstance(reason, str):
        question = f"Why does {rule} not apply to {address}?"
        reason = await session.client.ask_text(question, REASONS)
        if reason is None:
            return {"applied": False}
    scope = await scope_for(session, uri)
    document = session.documents.get(uri)
    path = scope.file_of(document) if scope is not None and document is not None else None
    if scope is None or document is None or path is None:
        return {"applied": False, "problem": "The file is not open"}
    await scope.quick.wait()
    candidate = propose(scope.snapshot, path, rule, address, reason)
    if isinstance(candidate, Refused):
        return {"applied": False, "problem": candidate.sentence}
    edit = workspace_edit(session, scope, candidate.edits)
    return {"applied": await session.client.apply(candidate.title, edit)}
