"""`terraformer.generate`: from words to a verified configuration, alone or into a module."""

from __future__ import annotations

from collections.abc import Mapping

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from terraformer_ls.hcl.positions import Span
from terraformer_ls.lsp.extents import Asked, asked_about
from terraformer_ls.lsp.offer_edit import CHANGED_MEANWHILE, offer_edit
from terraformer_ls.lsp.progress import with_progress
from terraformer_ls.lsp.session import Session
from terraformer_ls.propose import generate as propose
from terraformer_ls.propose.difference import diff
from terraformer_ls.propose.generate_into import Place, generate_into


async def generate(
    session: Session, arguments: Mapping[str, object], token: types.ProgressToken | None
) -> dict[str, object] | None:
    """`{"words"}` to `{"text", "evidence", "origin", "unmet"}`; None if nothing held or cancelled.

    With a `uri` the blocks are put into its module, in place of the text at `range` (by default
    after all that is there), and the answer is `{"applied", "summary", "problem"?, "added",
    "evidence", "origin", "unmet", "diff"}`.
    """
    words = arguments.get("words")
    if not isinstance(words, str) or not words.strip():
        raise JsonRpcInvalidParams("terraformer.generate needs the words to generate from")
    if arguments.get("uri") is not None:
        return await _into(session, words, arguments, token)
    engine = session.engine
    generated = await with_progress(
        session,
        "Generating",
        lambda cancellation, say: propose.generate(
            engine, words, cancellation=cancellation, on_progress=lambda message: say(message, None)
        ),
        token,
    )
    session.tell_notices()
    if generated is None:
        return None
    return {
        "text": generated.text,
        "evidence": generated.evidence.sentence,
        "origin": generated.origin,
        "unmet": list(generated.unmet),
    }


async def _into(
    session: Session,
    words: str,
    arguments: Mapping[str, object],
    token: types.ProgressToken | None,
) -> dict[str, object] | None:
    preview = arguments.get("preview", False)
    if not isinstance(preview, bool):
        raise JsonRpcInvalidParams("`preview` is true or false")
    asked = await asked_about(session, arguments)
    if asked is None:
        return _nothing(session, CHANGED_MEANWHILE)
    place = _place(asked)
    engine = session.engine
    made = await with_progress(
        session,
        "Generating",
        lambda cancellation, say: (
            generate_into(
                engine,
                asked.snapshot,
                place,
                words,
                cancellation=cancellation,
                on_progress=lambda message: say(message, None),
            )
            or "nothing"
        ),
        token,
    )
    session.tell_notices()
    if made is None:
        return None
    if isinstance(made, str):
        return _nothing(session, "Nothing for these words passes the checks in this module")
    evidence = made.proposal.evidence
    title = f"Generate with TerraFormer: {words}"
    problem = await offer_edit(
        session, asked, title, evidence.sentence, made.proposal.edits, preview=preview
    )
    unmet = f"; nothing in it answers to: {', '.join(made.unmet)}" if made.unmet else ""
    summary = f"{evidence.sentence}; from {made.origin}{unmet}"
    session.client.tell(problem or summary)
    answer: dict[str, object] = {
        "applied": not problem,
        "summary": summary,
        "added": list(made.added),
        "evidence": evidence.sentence,
        "origin": made.origin,
        "unmet": list(made.unmet),
        "diff": diff(made.before, made.after),
    }
    return {**answer, "problem": problem} if problem else answer


def _place(asked: Asked) -> Place:
    end = len(asked.document.document.text)
    return Place(asked.path, asked.span or Span(end, end))


def _nothing(session: Session, problem: str) -> dict[str, object]:
    session.client.tell(problem)
    return {
        "applied": False,
        "summary": problem,
        "problem": problem,
        "added": [],
        "evidence": "",
        "origin": "",
        "unmet": [],
        "diff": "",
    }
