"""Slow work off the event loop: a thread, a cancellation, and an answer to wait for.

Whoever awaits and is cancelled (by the client, by a newer request, by the end of the session)
thereby cancels the work.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from terraformer_ls.cancellation import Cancellation

_Result = TypeVar("_Result")


class Latest:
    """Work of which only the latest counts: starting some cancels what was started before."""

    def __init__(self) -> None:
        self._task: asyncio.Task[None] | None = None

    def start(self, work: Coroutine[None, None, None]) -> None:
        """Begin, in place of what was under way."""
        self.cancel()
        self._task = asyncio.create_task(work)

    def cancel(self) -> None:
        """Stop what is under way."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()


class Background:
    """The threads of one session."""

    def __init__(self, threads: int = 8) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="terraformer")
        # Cancelling may write to a child process, so it happens off the loop as well, and never
        # waits behind the work that it is to stop.
        self._canceller = ThreadPoolExecutor(1, thread_name_prefix="terraformer-cancel")
        self._running: set[Cancellation] = set()

    async def run(
        self,
        work: Callable[[Cancellation], _Result],
        cancellation: Cancellation | None = None,
    ) -> _Result:
        """What `work` returns or raises; it is handed `cancellation`, or one of its own."""
        cancellation = cancellation or Cancellation()
        self._running.add(cancellation)
        future = asyncio.get_running_loop().run_in_executor(self._threads, work, cancellation)
        try:
            return await future
        except asyncio.CancelledError:
            self.cancel(cancellation)
            raise
        finally:
            self._running.discard(cancellation)

    def cancel(self, cancellation: Cancellation) -> None:
        """Cancel some work, off the event loop."""
        self._canceller.submit(cancellation.cancel)

    def close(self) -> None:
        """Cancel what runs and take no more."""
        for cancellation in tuple(self._running):
            self.cancel(cancellation)
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._canceller.shutdown(wait=False)
