"""`initialized`: what can only begin once the client listens."""

from __future__ import annotations

import asyncio
import logging
from typing import Protocol, runtime_checkable

from lsprotocol import types

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.engine import Engine
from terraformer_ls.lsp.client import State
from terraformer_ls.lsp.notifications import did_change_configuration, did_change_watched_files
from terraformer_ls.lsp.session import Session
from terraformer_ls.lsp.watching import watch
from terraformer_ls.model.protocol import ModelUnavailable, Sampling

logger = logging.getLogger(__name__)


async def initialized(session: Session, params: types.InitializedParams) -> None:
    """Ask for settings and for watched files, and warm up what is slow to start."""
    del params
    session.client.status(State.STARTING)
    for problem in session.setting_problems:
        session.client.show(problem, types.MessageType.Warning)
    capabilities = session.client.capabilities
    registrations: list[types.Registration] = []
    if capabilities.registers_settings:
        registrations.append(did_change_configuration.registration())
    if capabilities.watches_files:
        registrations.append(did_change_watched_files.registration())
    session.client.register(registrations)
    told = await session.client.settings()
    if told is not None:
        await did_change_configuration.apply_settings(session, *told)
    if not capabilities.watches_files:
        loop = asyncio.get_running_loop()
        session.watcher = await session.background.run(lambda _: watch(session, loop))
    await warm_up(session)


async def warm_up(session: Session) -> None:
    """Start what is slow to start, and tell what can't be."""
    engine = session.engine
    missing = await session.background.run(lambda cancellation: _warm(engine, cancellation))
    if engine is not session.engine:
        return  # other settings, which have a warm-up of their own
    session.missing = "; ".join(missing)
    if missing:
        logger.warning("%s", session.missing)
        session.client.status(State.PROBLEM, session.missing)
    else:
        session.client.status(State.READY)
    session.tell_notices()


def _warm(engine: Engine, cancellation: Cancellation) -> tuple[str, ...]:
    """Start each stage's processes and the model's; returns why some can't be."""
    missing: list[str] = []
    for runner in engine.verifier.runners:
        cancellation.check()
        reason = runner.warm() if isinstance(runner, _Warmable) else None
        if reason is not None:
            missing.append(f"{runner.stage} can't be checked: {reason}")
    settings = engine.settings
    if engine.model is not None and settings.model == "embedded" and settings.completion_enabled:
        try:
            engine.model.infill("", "", Sampling(max_tokens=1), cancellation)
        except ModelUnavailable as error:
            missing.append(str(error))
    return tuple(missing)


@runtime_checkable
class _Warmable(Protocol):
    def warm(self) -> str | None: ...
