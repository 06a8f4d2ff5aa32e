"""`initialized`: what can only begin once the client listens."""

from __future__ import annotations

import asyncio

from lsprotocol import types

from terraformer_ls.lsp import plan_document, verification
from terraformer_ls.lsp.client import State
from terraformer_ls.lsp.notifications import did_change_configuration, did_change_watched_files
from terraformer_ls.lsp.session import Session
from terraformer_ls.lsp.warming import warm_up
from terraformer_ls.lsp.watching import watch


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
    if capabilities.shows_plans:
        registrations.append(plan_document.registration())
    session.client.register(registrations)
    told = await session.client.settings()
    renewed = told is not None and await did_change_configuration.apply_settings(session, *told)
    if not capabilities.watches_files:
        loop = asyncio.get_running_loop()
        session.watcher = await session.background.run(lambda _: watch(session, loop))
        # What changed before there was anyone to see it.
        verification.files_changed(session, session.folders)
    if not renewed:  # a new engine is warmed up anyway
        await warm_up(session)
