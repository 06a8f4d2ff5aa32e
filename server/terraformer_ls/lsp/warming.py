"""Starting in the background what takes seconds to start, so that nobody waits for it later."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from typing import Protocol, runtime_checkable

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.engine import Engine
from terraformer_ls.lsp.client import State
from terraformer_ls.lsp.session import Session
from terraformer_ls.model.protocol import ModelUnavailable, Sampling
from terraformer_ls.verify.ladder import StageRunner

logger = logging.getLogger(__name__)


async def warm_up(session: Session) -> None:
    """Start every stage's processes at once and then the model's, and tell what can't be."""
    engine = session.engine
    stages = (
        session.background.run(partial(_warm_stage, runner)) for runner in engine.verifier.runners
    )
    reasons = [*await asyncio.gather(*stages)]
    if engine is session.engine:
        reasons.append(await session.background.run(partial(_warm_model, engine)))
    if engine is not session.engine:
        return  # meanwhile there is another one, which has a warm-up of its own
    session.missing = "; ".join(reason for reason in reasons if reason)
    if session.missing:
        logger.warning("%s", session.missing)
        session.client.status(State.PROBLEM, session.missing)
    else:
        session.client.status(State.READY)
    session.tell_notices()


def _warm_stage(runner: StageRunner, cancellation: Cancellation) -> str | None:
    """Why a stage can't be checked, once what it needs is started; None if it can."""
    cancellation.check()
    reason = runner.warm() if isinstance(runner, _Warmable) else None
    return f"{runner.stage} can't be checked: {reason}" if reason else None


def _warm_model(engine: Engine, cancellation: Cancellation) -> str | None:
    """Load the embedded model; why it can't be, or None. Other models are not ours to warm."""
    settings = engine.settings
    if engine.model is None or settings.model != "embedded" or not settings.completion_enabled:
        return None
    try:
        engine.model.infill("", "", Sampling(max_tokens=1), cancellation)
    except ModelUnavailable as error:
        return str(error)
    return None


@runtime_checkable
class _Warmable(Protocol):
    def warm(self) -> str | None: ...
