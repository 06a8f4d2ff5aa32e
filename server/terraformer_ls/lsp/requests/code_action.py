"""`textDocument/codeAction`: verified fixes for the findings in a range, and what else helps."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from lsprotocol import types

from terraformer_ls.hcl.positions import Span
from terraformer_ls.lsp.diagnostics import diagnostic_of
from terraformer_ls.lsp.fix_all_actions import fix_all_actions, fix_on_saving
from terraformer_ls.lsp.generate_action import generate_action
from terraformer_ls.lsp.mutate_action import mutate_action
from terraformer_ls.lsp.positions import span_of
from terraformer_ls.lsp.reading_ahead import cursor_moved
from terraformer_ls.lsp.routes import FIX, FIX_ALL, GENERATE, MUTATE, SUPPRESS
from terraformer_ls.lsp.scopes import Scope
from terraformer_ls.lsp.session import Session
from terraformer_ls.lsp.suppress_action import suppress_action
from terraformer_ls.lsp.verification import scope_for
from terraformer_ls.lsp.workspace_edit import workspace_edit
from terraformer_ls.propose.fix import AskModel, has_recipe
from terraformer_ls.propose.proposal import Proposal
from terraformer_ls.verify.findings import Finding
from terraformer_ls.workspace.snapshot import Snapshot

AUTOMATIC_PATIENCE = 1.0
"""Seconds after which an unasked request is answered with the fixes that are ready."""

INVOKED_PATIENCE = 6.0
"""Seconds that someone who asked for fixes waits for the last of them."""

BETTER_PATIENCE = 1.0
"""Seconds that they wait for what the model has to offer beside the fixes of recipes."""

_LONGEST_TITLE = 160


async def code_action(
    session: Session, params: types.CodeActionParams
) -> list[types.CodeAction] | None:
    """Fixes for the findings that the range touches, each verified against the text as it is.

    Asked automatically (for a light bulb), only recipes are tried; asked by the user, the model may
    help as well. What is not ready in time goes on in the background for the next one who asks.
    """
    only = params.context.only
    wants_fixes = _is_wanted(types.CodeActionKind.QuickFix.value, only)
    wants_suppressions = _is_wanted(SUPPRESS, only)
    wants_all_fixes = _is_wanted(FIX, only)
    wants_generation = _is_wanted(GENERATE, only)
    wants_mutation = session.client.capabilities.asks_text and _is_wanted(MUTATE, only)
    fixes_on_saving = only is not None and _is_wanted(FIX_ALL, only)
    if not (
        wants_fixes
        or wants_suppressions
        or wants_all_fixes
        or wants_generation
        or wants_mutation
        or fixes_on_saving
    ):
        return None
    uri = params.text_document.uri
    scope = await scope_for(session, uri)
    document = session.documents.get(uri)
    if scope is None or document is None:
        return None
    await scope.quick.wait()
    path, version, snapshot = scope.file_of(document), document.version, scope.snapshot
    if path is None or snapshot.files.get(path) is not document.document:
        return None
    asked = span_of(document.document, params.range, session.encoding)
    automatic = params.context.trigger_kind == types.CodeActionTriggerKind.Automatic
    if automatic:
        cursor_moved(session, document, asked.end)
    findings = [
        finding
        for finding in scope.outlook.shown.get(path, ())
        if _touches(snapshot, path, finding, asked) and (not automatic or has_recipe(finding))
    ]
    fixable = findings if wants_fixes else []
    fixes = await _fixes(session, snapshot, fixable, automatic=automatic)
    session.tell_notices()
    now = session.documents.get(uri)
    if now is None or now.version != version or scope.snapshot is not snapshot:
        return None  # these fixes are for a text that is no more
    actions = [
        _action(session, scope, path, finding, proposal, preferred=rank == 0)
        for finding, proposals in fixes
        for rank, proposal in enumerate(proposals)
    ]
    if wants_suppressions and not automatic:
        actions += filter(None, (suppress_action(uri, finding) for finding in findings))
    if wants_all_fixes and not automatic:
        shown = scope.outlook.shown
        actions += fix_all_actions(snapshot, shown, uri, path, asked, params.range)
    if wants_generation and not automatic:
        made = generate_action(uri, document.document, asked, session.encoding)
        actions += [made] if made is not None else []
    if wants_mutation and not automatic:
        change = mutate_action(snapshot, uri, path, asked, params.range)
        actions += [change] if change is not None else []
    if fixes_on_saving and scope.outlook.shown.get(path):
        actions.append(fix_on_saving(uri))
    return actions


def _is_wanted(kind: str, only: Sequence[str | types.CodeActionKind] | None) -> bool:
    """Whether a client that names the kinds it wants, or parents of them, wants this one."""
    return only is None or any(
        f"{kind}.".startswith(f"{wanted}.") or not wanted for wanted in map(_name, only)
    )


def _name(kind: str | types.CodeActionKind) -> str:
    return kind.value if isinstance(kind, types.CodeActionKind) else kind


def _touches(snapshot: Snapshot, path: str, finding: Finding, asked: Span) -> bool:
    """Whether a cursor on the finding's lines, or a selection over it, means the finding."""
    if finding.span.overlaps(asked):
        return True
    lines = snapshot.files[path].lines
    first, last = lines.line_of(finding.span.start), lines.line_of(finding.span.end)
    return first <= lines.line_of(asked.start) <= last


async def _fixes(
    session: Session, snapshot: Snapshot, findings: Sequence[Finding], *, automatic: bool
) -> list[tuple[Finding, tuple[Proposal, ...]]]:
    """The fixes of each finding that are ready in time."""

    async def of(finding: Finding) -> tuple[Proposal, ...]:
        fixes = await asking(AskModel.NEVER, finding)
        if automatic or session.engine.model is None:
            return fixes
        with_model = asyncio.ensure_future(asking(AskModel.BESIDE_RECIPES, finding))
        try:
            await asyncio.wait((with_model,), timeout=BETTER_PATIENCE if fixes else None)
            return with_model.result() if with_model.done() else fixes
        finally:
            with_model.cancel()

    async def asking(ask_model: AskModel, finding: Finding) -> tuple[Proposal, ...]:
        return await session.proposals.fixes(
            session.engine, session.background, snapshot, finding, ask_model=ask_model
        )

    if not findings:
        return []
    tasks = [asyncio.ensure_future(of(finding)) for finding in findings]
    patience = AUTOMATIC_PATIENCE if automatic else INVOKED_PATIENCE
    try:
        await asyncio.wait(tasks, timeout=patience)
        return [
            (finding, task.result() if task.done() and not task.cancelled() else ())
            for finding, task in zip(findings, tasks, strict=True)
        ]
    finally:
        for task in tasks:
            task.cancel()  # what it waits for goes on, see ProposalCache


def _action(
    session: Session,
    scope: Scope,
    path: str,
    finding: Finding,
    proposal: Proposal,
    *,
    preferred: bool,
) -> types.CodeAction:
    diagnostic = diagnostic_of(finding, scope.snapshot.files[path], session.encoding, fixable=True)
    tags = session.client.capabilities.tags_actions and proposal.llm
    return types.CodeAction(
        title=title_of(finding, proposal),
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[diagnostic],
        is_preferred=preferred or None,
        edit=workspace_edit(session, scope, proposal.edits, confirm_beyond=path),
        tags=[types.CodeActionTag.LlmGenerated] if tags else None,
    )


def title_of(finding: Finding, proposal: Proposal) -> str:
    """What a fix is called: the finding, what is done about it, and the evidence."""
    # That the finding at hand is fixed goes without saying.
    evidence = proposal.evidence.sentence.removeprefix(f"fixes {finding.rule}; ")
    title = f"Fix with TerraFormer: {finding.rule}, {proposal.title} ({evidence})"
    if len(title) > _LONGEST_TITLE:
        title = f"Fix with TerraFormer: {finding.rule} ({evidence})"
    return title
