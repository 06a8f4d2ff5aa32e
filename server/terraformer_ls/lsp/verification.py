"""When what is verified: after each edit the fast stages at once, all of them after a pause.

A newer edit cancels the verification of its scope. Everything that takes time runs in threads on
immutable values; scopes are changed on the event loop only, and only by their latest work.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from terraformer_ls import paths
from terraformer_ls.cancellation import Cancellation
from terraformer_ls.engine import Engine
from terraformer_ls.hcl.document import Document
from terraformer_ls.lsp import diagnostics
from terraformer_ls.lsp.client import State
from terraformer_ls.lsp.documents import OpenDocument
from terraformer_ls.lsp.log import log_file
from terraformer_ls.lsp.progress import with_progress
from terraformer_ls.lsp.scopes import FAST_STAGES, Outlook, Scope, overlaid
from terraformer_ls.lsp.session import Session
from terraformer_ls.lsp.user_schemas import take_over
from terraformer_ls.verify.findings import Stage
from terraformer_ls.verify.report import StageResult, Status
from terraformer_ls.workspace.discover import snapshot_for_file
from terraformer_ls.workspace.snapshot import Snapshot

logger = logging.getLogger(__name__)

_IDLE_SCOPES = 4
"""How many scopes without an open document are kept up to date."""

_DISK_SETTLES = 0.05
"""Seconds without a change on disk before it is read: a checkout changes many files in a row."""


def document_opened(session: Session, document: OpenDocument) -> None:
    """Verify what a newly opened document belongs to, which may have to be found on disk."""
    scope = session.scope_of(document)
    if scope is not None:
        scope.members.add(document.uri)
        schedule(session, scope, at_once=True)
    elif document.path is None:
        nothing = Snapshot(paths.scratch_folder() / "terraformer-untitled", {})
        scope = Scope(document.uri, None, nothing, Outlook(nothing), {document.uri})
        session.scopes[scope.name] = scope
        schedule(session, scope, at_once=True)
    else:
        search = asyncio.create_task(_find_scope(session, document.uri, document.path))
        session.finding_scope[document.uri] = session.start(search)


def document_changed(session: Session, document: OpenDocument) -> None:
    """Verify every scope that an edited document belongs to."""
    for scope in session.scopes.values():
        if scope.file_of(document) is not None:
            schedule(session, scope)


def document_closed(session: Session, document: OpenDocument) -> None:
    """Go on with what is on disk, or forget the scope if nothing else needs it."""
    for scope in tuple(session.scopes.values()):
        if scope.file_of(document) is None:
            continue
        scope.members.discard(document.uri)
        lasting = scope.anchor is not None and session.folder_of(scope.snapshot.root) is not None
        if scope.members or lasting:
            scope.disk = None
            schedule(session, scope)
        else:
            _forget(session, scope)
    idle = [scope for scope in session.scopes.values() if not scope.members]
    for scope in idle[:-_IDLE_SCOPES]:
        _forget(session, scope)


def files_changed(session: Session, changed: Iterable[Path]) -> None:
    """Read the scopes again in which files changed on disk."""
    changed = tuple(changed)
    session.disk_changes += 1
    for scope in session.scopes.values():
        root = scope.snapshot.root
        if scope.anchor is not None and any(
            path.is_relative_to(root) or root.is_relative_to(path) for path in changed
        ):
            scope.disk = None
            schedule(session, scope, asked=False)


def everything_changed(session: Session) -> None:
    """Verify anew without any earlier verdict: the settings are different."""
    for scope in session.scopes.values():
        scope.outlook = Outlook(scope.snapshot)
        schedule(session, scope, at_once=True, asked=False)


async def scope_for(session: Session, uri: str) -> Scope | None:
    """The scope of an open document, waiting until it is found; None for any other document."""
    search = session.finding_scope.get(uri)
    if search is not None:
        await asyncio.shield(search)
    document = session.documents.get(uri)
    return session.scope_of(document) if document is not None else None


def schedule(session: Session, scope: Scope, *, at_once: bool = False, asked: bool = True) -> None:
    """Verify a scope as it is now, instead of as it was before.

    Args:
        session: whose scope it is.
        scope: what to verify.
        at_once: do not wait for a pause in the typing.
        asked: the client knows of what changed, so it pulls diagnostics without being told.
    """
    if scope.work is not None:
        scope.work.cancel()
    scope.round += 1
    scope.quick.clear()
    scope.settled.clear()
    delay = 0.0 if at_once else session.settings.diagnostics_delay / 1000
    typed = asked and not at_once
    work = asyncio.create_task(_verify_or_report(session, scope, delay, asked=asked, typed=typed))
    scope.work = session.start(work)


async def _find_scope(session: Session, uri: str, path: Path) -> None:
    try:
        changes = session.disk_changes
        disk = await session.background.run(lambda _: _read(session, path))
        while changes != session.disk_changes:  # what changes while it is read may be missed
            changes = session.disk_changes
            disk = await session.background.run(lambda _: _read(session, path))
        if uri not in session.documents:
            return  # closed meanwhile
        scope = next((s for s in session.scopes.values() if s.holds_all_of(disk)), None)
        if scope is None:
            scope = Scope(str(path), path, disk, Outlook(disk))
            session.scopes[scope.name] = scope
        scope.members.add(uri)
        _take_over(session, scope)
        schedule(session, scope, at_once=True)
    finally:
        if session.finding_scope.get(uri) is asyncio.current_task():
            del session.finding_scope[uri]


def _take_over(session: Session, scope: Scope) -> None:
    """Drop the scopes that lie wholly within a new one, so that no file is verified twice."""
    for other in tuple(session.scopes.values()):
        documents = [session.documents[uri] for uri in other.members]
        if (
            other is scope
            or not documents
            or any(document.path is None for document in documents)
            or any(scope.file_of(document) is None for document in documents)
        ):
            continue
        scope.members |= other.members
        _end(session, other)
        for uri, published in session.published.items():
            if published.scope == other.name:
                session.published[uri] = diagnostics.handed_over(published, scope)


def _forget(session: Session, scope: Scope) -> None:
    _end(session, scope)
    diagnostics.withdraw(session, scope)
    _tell_status(session, Outlook(scope.snapshot))


def _end(session: Session, scope: Scope) -> None:
    if scope.work is not None:
        scope.work.cancel()
    session.scopes.pop(scope.name, None)
    scope.quick.set()
    scope.settled.set()


async def _verify_or_report(
    session: Session, scope: Scope, delay: float, *, asked: bool, typed: bool
) -> None:
    try:
        await _verify(session, scope, delay, asked=asked, typed=typed)
    except Exception:
        logger.exception("verifying %s failed", scope.name)
        session.client.status(
            State.PROBLEM, f"TerraFormer met a bug while verifying; {log_file()} has the details."
        )
        scope.quick.set()
        scope.settled.set()


async def _verify(
    session: Session, scope: Scope, delay: float, *, asked: bool, typed: bool
) -> None:
    engine, anchor, this_round = session.engine, scope.anchor, scope.round
    disk = scope.disk
    if disk is None and anchor is not None:
        await asyncio.sleep(_DISK_SETTLES)
        disk = await session.background.run(lambda _: _read(session, anchor))
        scope.disk = disk
    assert disk is not None  # a document without a path has nothing on disk that could change
    scope.outlook = scope.outlook.at(disk)
    texts = _open_texts(session, scope)
    scope.outlook = scope.outlook.at(overlaid(disk, texts, session.settings.max_file_size))
    loop = asyncio.get_running_loop()

    def take(outlook: Outlook) -> None:
        if scope.round == this_round:
            scope.outlook = outlook
            diagnostics.publish(session, scope)

    def tell(outlook: Outlook) -> None:
        loop.call_soon_threadsafe(take, outlook)

    outlook = scope.outlook
    take(
        await session.background.run(
            lambda cancellation: _ask(engine, outlook, FAST_STAGES, cancellation)
        )
    )
    scope.quick.set()
    if not asked:
        session.client.refresh_diagnostics()
    before = outlook = scope.outlook
    await asyncio.sleep(delay)
    session.client.status(State.WORKING, "verifying")
    plan_is_slow = scope.plan_milliseconds > session.settings.diagnostics_slow_plan
    stages = [stage for stage in Stage if stage is not Stage.PLAN or not plan_is_slow or not typed]
    if plan_is_slow and not typed:
        judged = await with_progress(
            session,
            f"Planning {outlook.snapshot.root.name}",
            lambda cancellation, _: _ask(engine, outlook, stages, cancellation, tell),
        )
    else:
        judged = await session.background.run(
            lambda cancellation: _ask(engine, outlook, stages, cancellation, tell)
        )
    if judged is not None:  # None: the user waits no longer for the plan
        take(judged)
        if Stage.PLAN in stages:
            scope.planned = judged.snapshot
    scope.settled.set()
    if scope.outlook.shown != before.shown:
        session.client.refresh_diagnostics()
    session.client.refresh_plans(session.plans_shown)
    session.tell_notices()
    _tell_status(session, scope.outlook)
    session.proposals.keep_only(scope.snapshot for scope in session.scopes.values())
    session.start(asyncio.create_task(_take_over_schemas(session, scope.snapshot)))


async def _take_over_schemas(session: Session, snapshot: Snapshot) -> None:
    if await take_over(session, snapshot):
        everything_changed(session)


def _ask(
    engine: Engine,
    outlook: Outlook,
    stages: Sequence[Stage],
    cancellation: Cancellation,
    tell: Callable[[Outlook], None] | None = None,
) -> Outlook:
    """The outlook after asking some stages; `tell` hears of each change on the way. In a thread."""

    def heard(result: StageResult) -> None:
        nonlocal outlook
        before, outlook = outlook, outlook.after(result)
        if tell is not None and outlook.shown != before.shown:
            tell(outlook)

    engine.verify(outlook.snapshot, stages=stages, cancellation=cancellation, on_result=heard)
    _ = outlook.shown  # computed here and not on the event loop
    return outlook


def _tell_status(session: Session, outlook: Outlook) -> None:
    unchecked = [
        f"{result.stage} not {'' if result.status is Status.SKIPPED else 'wholly '}checked: "
        f"{result.reason}"
        for result in outlook.results.values()
        if result.status is Status.SKIPPED or result.unanswered
    ]
    if session.missing:
        session.client.status(State.PROBLEM, session.missing)
    else:
        session.client.status(State.READY, "; ".join(unchecked))


def _read(session: Session, path: Path) -> Snapshot:
    return snapshot_for_file(
        path, session.folder_of(path), max_file_size=session.settings.max_file_size
    )


def _open_texts(session: Session, scope: Scope) -> list[tuple[str, Document]]:
    return [
        (path, document.document)
        for document in session.documents.values()
        if document.is_terraform and (path := scope.file_of(document)) is not None
    ]
