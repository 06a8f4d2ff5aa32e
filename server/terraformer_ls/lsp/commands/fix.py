"""`terraformer.fix`: fix all that is found in a block, a file or a module, as one change."""

from __future__ import annotations

from collections.abc import Mapping

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from terraformer_ls.lsp.extents import REACHES, Asked, asked_about
from terraformer_ls.lsp.offer_edit import (
    CHANGED_MEANWHILE,
    NOT_APPLIED,
    Offered,
    choose,
    offer_edit,
)
from terraformer_ls.lsp.progress import with_progress
from terraformer_ls.lsp.session import Session
from terraformer_ls.propose.choices import Choice, choices_of, fixed_with
from terraformer_ls.propose.difference import diff
from terraformer_ls.propose.extent import Extent
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
    if not fixed.steps:
        session.client.tell(fixed.sentence)
        return {**_answer(fixed), "applied": False}
    title = f"Fix the {reach} with TerraFormer"
    problem, said = "", fixed.sentence
    if preview and session.client.capabilities.chooses_fixes:
        taken = await _taken(session, asked, extent, title, fixed)
        preview = False
        if isinstance(taken, str):
            problem = taken
        else:
            fixed, said = taken
    if not problem:
        description = f"{said} ({', '.join(fixed.fixed_rules)})"
        problem = await offer_edit(session, asked, title, description, fixed.edits, preview=preview)
    session.client.tell(problem or said)
    answer = {**_answer(fixed), "applied": not problem}
    return {**answer, "problem": problem} if problem else answer


async def _taken(
    session: Session, asked: Asked, extent: Extent, title: str, fixed: FixedAll
) -> tuple[FixedAll, str] | str:
    """What comes of the fixes that the user takes, verified, and a sentence on it.

    A string alone says why nothing comes of them.
    """
    if not asked.is_current(session):
        return CHANGED_MEANWHILE
    choices = choices_of(fixed)
    offered = [_offered(choice) for choice in choices]
    numbers = await choose(session, asked, title, fixed.sentence, offered, fixed.after)
    if not asked.is_current(session):
        return CHANGED_MEANWHILE
    if not numbers:
        return NOT_APPLIED
    engine, taken = session.engine, [choices[number] for number in numbers]
    rest = await with_progress(
        session,
        "Verifying the fixes without what was left out",
        lambda cancellation, _: fixed_with(engine, fixed, extent, taken, cancellation=cancellation),
    )
    if rest is None:
        return NOT_APPLIED
    if isinstance(rest, FixedAll) and not rest.steps:
        return f"{NOT_APPLIED}: what was taken needs what was left out"
    if isinstance(rest, str):
        return f"{NOT_APPLIED}: the fixes don't hold without what was left out, since {rest}"
    missing = len(taken) - len(rest.steps)
    needs = "1 more needs" if missing == 1 else f"{missing} more need"
    return rest, f"{rest.sentence}; {needs} what was left out" if missing else rest.sentence


def _offered(choice: Choice) -> Offered:
    finding, proposal = choice.step.finding, choice.step.proposal
    by = f"; by {proposal.evidence.made_by}" if proposal.llm else ""
    return Offered(
        label=proposal.title,
        description=finding.address or finding.file,
        detail=f"{proposal.evidence.sentence}{by}",
        path=choice.path,
        line=choice.line,
    )


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
