"""`terraformer.mutate`: change a block, a file or a module as words say."""

from __future__ import annotations

from collections.abc import Mapping

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from terraformer_ls.lsp.extents import REACHES, asked_about
from terraformer_ls.lsp.offer_edit import CHANGED_MEANWHILE, offer_edit
from terraformer_ls.lsp.progress import with_progress
from terraformer_ls.lsp.session import Session
from terraformer_ls.propose.difference import diff
from terraformer_ls.propose.mutate import NotMutated
from terraformer_ls.propose.mutate import mutate as propose


async def mutate(
    session: Session, arguments: Mapping[str, object], token: types.ProgressToken | None
) -> dict[str, object] | None:
    """`{"uri", "words"?, "reach"?, "range"?, "preview"?}` to what changed; None if cancelled.

    Without `words` the user is asked for them, where the client can do that. Without a `reach` it
    is the block at the range, or the module where there is none. The answer is `{"applied",
    "summary", "problem"?, "changed", "adds", "diff"}`.
    """
    words, reach = arguments.get("words"), arguments.get("reach")
    preview = arguments.get("preview", False)
    if not isinstance(words, str | None) or (words is not None and not words.strip()):
        raise JsonRpcInvalidParams("terraformer.mutate needs the words that say what to change")
    if reach not in (None, *REACHES) or not isinstance(preview, bool):
        raise JsonRpcInvalidParams(f"terraformer.mutate reaches one of {', '.join(REACHES)}")
    asked = await asked_about(session, arguments)
    if asked is None:
        return _nothing(session, CHANGED_MEANWHILE)
    if reach is None:
        extent = (asked.extent("block") if asked.span else None) or asked.extent("module")
    else:
        extent = asked.extent(str(reach))
    if extent is None:
        return _nothing(session, "There is no block here")
    if words is None:
        words = await session.client.ask_text("What should change?", ())
        if words is None:
            return None
        asked = await asked_about(session, arguments)
        if asked is None:
            return _nothing(session, CHANGED_MEANWHILE)
    engine, snapshot, asked_for = session.engine, asked.snapshot, words
    done = await with_progress(
        session,
        "Changing",
        lambda cancellation, say: propose(
            engine,
            snapshot,
            extent,
            asked_for,
            cancellation=cancellation,
            on_progress=lambda message: say(message, None),
        ),
        token,
    )
    session.tell_notices()
    if done is None:
        return None
    if isinstance(done, NotMutated):
        return {**_nothing(session, done.sentence), "reasons": list(done.reasons)}
    evidence = done.proposal.evidence
    title = f"Change with TerraFormer: {done.proposal.title}"
    problem = await offer_edit(
        session, asked, title, evidence.sentence, done.proposal.edits, preview=preview
    )
    summary = f"{done.proposal.title}: {evidence.sentence}"
    session.client.tell(problem or summary)
    answer: dict[str, object] = {
        "applied": not problem,
        "summary": summary,
        "changed": list(done.changed),
        "made_by": evidence.made_by,
        "adds": [
            {"rule": finding.rule, "address": finding.address, "message": finding.message}
            for finding in done.adds
        ],
        "diff": diff(done.before, done.after),
    }
    return {**answer, "problem": problem} if problem else answer


def _nothing(session: Session, problem: str) -> dict[str, object]:
    session.client.tell(problem)
    return {
        "applied": False,
        "summary": problem,
        "problem": problem,
        "changed": [],
        "adds": [],
        "diff": "",
    }
