"""Work-done progress that the user sees and can cancel."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable
from typing import TypeVar

from lsprotocol import types

from terraformer_ls.cancellation import Cancellation, Cancelled
from terraformer_ls.lsp.session import Session

_Result = TypeVar("_Result")

OnProgress = Callable[[str, float | None], None]
"""Told what is being done, and how much of it is: a part of 1, None where that is unknown."""


async def with_progress(
    session: Session,
    title: str,
    work: Callable[[Cancellation, OnProgress], _Result],
    token: types.ProgressToken | None = None,
) -> _Result | None:
    """What `work` returns, run in a thread behind a progress bar; None if the user cancelled it.

    Args:
        session: whose client shows the bar, if it can.
        title: what the bar is called.
        work: handed a cancellation and what to tell of its progress.
        token: of the bar that the client made itself for this request.
    """
    made_by_us = token is None
    token = str(uuid.uuid4()) if token is None else token
    cancellation = Cancellation()
    client, loop = session.client, asyncio.get_running_loop()
    visible = await client.start_progress(
        token,
        title,
        lambda: session.background.cancel(cancellation),
        made_by_us=made_by_us,
    )
    open_ = True

    def report(message: str, fraction: float | None) -> None:
        if open_ and visible:
            client.report_progress(token, message, fraction)

    def on_progress(message: str, fraction: float | None) -> None:
        loop.call_soon_threadsafe(report, message, fraction)

    ending = "failed"
    try:
        result = await session.background.run(
            lambda cancelled: work(cancelled, on_progress), cancellation
        )
        ending = "done"
    except Cancelled:
        ending = "cancelled"
        return None
    finally:
        open_ = False
        if visible:
            client.end_progress(token, ending)
    return result
