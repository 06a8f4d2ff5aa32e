"""`workspace/didChangeConfiguration`."""

from __future__ import annotations

import asyncio
import logging

from lsprotocol import types

from terraformer_ls.engine import Engine
from terraformer_ls.lsp import verification
from terraformer_ls.lsp.client import SECTION, section_of
from terraformer_ls.lsp.session import Session
from terraformer_ls.lsp.warming import warm_up
from terraformer_ls.settings import Settings, settings_from

logger = logging.getLogger(__name__)


async def did_change_configuration(
    session: Session, params: types.DidChangeConfigurationParams
) -> None:
    """Go on with the settings that the client tells when asked, else those that it sent."""
    told = await session.client.settings()
    section = section_of(params.settings)
    if told is None and section:
        told = settings_from(section)
    if told is not None:
        await apply_settings(session, *told)


async def apply_settings(
    session: Session, settings: Settings, problems: tuple[str, ...] = ()
) -> bool:
    """Make a new engine if the settings differ, and verify everything with it; whether they do."""
    for problem in problems:
        session.client.show(problem, types.MessageType.Warning)
    if settings == session.settings:
        return False
    logger.info("settings: %s", settings)
    session.settings = settings
    await renew_engine(session)
    return True


async def renew_engine(session: Session) -> None:
    """Go on with a new engine, for other settings or with what was not there before."""
    former, session.engine = session.engine, Engine(session.settings)
    session.proposals.clear()
    session.ghost_text.forget()
    verification.everything_changed(session)
    session.start(asyncio.create_task(warm_up(session)))
    await session.background.run(lambda _: former.close())


def registration() -> types.Registration:
    """What makes a client tell us when our section of its settings changes."""
    return types.Registration(
        id="terraformer-settings",
        method=types.WORKSPACE_DID_CHANGE_CONFIGURATION,
        register_options=types.DidChangeConfigurationRegistrationOptions(section=SECTION),
    )
