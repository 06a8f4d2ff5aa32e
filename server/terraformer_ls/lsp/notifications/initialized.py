"""`initialized`: what can only begin once the client listens."""

from __future__ import annotations

import asyncio
import logging
from typing import Protocol, runtime_checkable

from lsprotocol import types

from terraformer_ls.engine import Engine
from terraformer_ls.lsp.client import State
from terraformer_ls.lsp.notifications import did_change_configuration, did_change_watched_files
from terraformer_ls.lsp.session import Session
from terraformer_ls.lsp.watching import watch

logger = logging.getLogger(__name__)


async def initialized(session: Session, params: types.InitializedParams) -> None:
    """Ask for settings and for watched files, and warm up what is slow to start."""
    del params
    session.client.status(State.STARTING)
    capabilities = session.client.capabilities
    registrations: list[types.Registration] = []
    if capabilities.registers_settings:
        registrations.append(did_change_configuration.registration())
    if capabilities.watches_files:
        registrations.append(did_change_watched_files.registration())
    else:
        session.watcher = watch(session, asyncio.get_running_loop())
    session.client.register(registrations)
    told = await session.client.settings()
    if told is not None:
        await did_change_configuration.apply_settings(session, *told)
    session.client.status(State.READY)
    engine = session.engine
    await session.background.run(lambda _: _warm(engine))
    session.tell_notices()


def _warm(engine: Engine) -> None:
    """Start what is slow to start, so that the first file need not wait for it."""
    for runner in engine.verifier.runners:
        if isinstance(runner, _Warmable):
            runner.warm()


@runtime_checkable
class _Warmable(Protocol):
    def warm(self) -> object: ...
