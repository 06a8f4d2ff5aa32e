"""`terraformer.fix`: fix all that is found in a block, a file or a module, as one change."""

from __future__ import annotations

from collections.abc import Mapping

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from terraformer_ls.lsp.extents import REACHES, asked_about
from terraformer_ls.lsp.offer_edit import CHANGED_MEANWHILE, offer_edit
from terraformer_ls.lsp.progress import with_progress
from terraformer_ls.lsp.session import Session
from terraformer_ls.propose.difference import diff
from terraformer_ls.propose.fix_all import FixedAll, fix_all
from terraformer_ls.verify.findings import Finding


async def fix(
    session: Session, arguments: Mapping[str, object], token: types.ProgressToken | None
) -> dict[str, object] | None:
    """`{"uri", "reach", "range"?, "preview"?, "model"?}` to what was fixed; None if cancelled.

    `model` says whether the language model may be asked for what recipes leave.
    The answer is `{"applied", "summary", "problem"?, "fixed", "left", "diff"}`.
    """
    reach, preview = arguments.get("reach", "file"), arguments.get("preview", False)
    use_model = arguments.get("model", True)
    if reach not in REACHES or not isinstance(preview, bool) or not isinstance(use_model, bool):
        raise JsonRpcInvalidParams(f"terraformer.fix reaches one of {', '.join(REACHES)}")
    asked = await asked_about(session, arguments)
    if asked is None:
        return _nothing(session, CHANGED_MEANWHILE)
    extent = asked.extent(str(reach))
    if extent is None:
        return _nothing(session, "There is no block here")
    engine, snapshot = session.engine, asked.snapshot
    fixed = await with_progress(
        session,
        f"Fixing the {reach}",
        lambda cancellation, say: fix_all(
            engine,
            snapshot,
            extent,
            use_model=use_model,
            cancellation=cancellation,
            on_progress=say,
        ),
        token,
    )
    session.tell_notices()
    if fixed is None:
        return None
    answer = _answer(fixed)
    if not fixed.steps:
        session.client.tell(fixed.sentence)
        return {**answer, "applied": False}
    rules = ", ".join(fixed.fixed_rules)
    title = f"Fix the {reach} with TerraFormer"
    problem = await offer_edit(
        session, asked, title, f"{fixed.sentence} ({rules})", fixed.edits, preview=preview
    )
    session.client.tell(problem or fixed.sentence)
    return {**answer, "applied": not problem, **({"problem": problem} if problem else {})}


def _nothing(session: Session, problem: str) -> dict[str, object]:
    session.client.tell(problem)
    return {
        "applied": False,
        "summary": problem,
        "problem": problem,
        "fixed": [],
        "left": [],
        "diff": "",
    }


def _answer(fixed: FixedAll) -> dict[str, object]:
    return {
        "summary": fixed.sentence,
        "fixed": [
            {
                **_named(step.finding),
                "rules": list(step.proposal.evidence.fixes),
                "title": step.proposal.title,
                "evidence": step.proposal.evidence.sentence,
                "made_by": step.proposal.evidence.made_by,
            }
            for step in fixed.steps
        ],
        "left": [{**_named(finding), "message": finding.message} for finding in fixed.left],
        "diff": diff(fixed.before, fixed.after),
    }


def _named(finding: Finding) -> dict[str, object]:
    return {"rule": finding.rule, "address": finding.address, "file": finding.file}
