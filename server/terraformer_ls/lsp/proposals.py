"""Verified fixes, computed once for each finding of a content and shared by all who ask."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Iterable

from terraformer_ls.cancellation import Cancellation, Cancelled
from terraformer_ls.engine import Engine
from terraformer_ls.lsp.background import Background
from terraformer_ls.propose.fix import AskModel, propose_fixes
from terraformer_ls.propose.proposal import Proposal
from terraformer_ls.verify.findings import Finding
from terraformer_ls.workspace.snapshot import Snapshot

_NONE_KEPT = 30.0
"""Seconds for which it is believed that there is no fix."""

_Key = tuple[str, tuple[str, str, str, str], int, AskModel]


class ProposalCache:
    """The fixes for the findings asked about last. To be used on the event loop."""

    def __init__(self, capacity: int = 256) -> None:
        self._capacity = capacity
        self._fixes: OrderedDict[_Key, asyncio.Task[tuple[Proposal, ...]]] = OrderedDict()

    async def fixes(
        self,
        engine: Engine,
        background: Background,
        snapshot: Snapshot,
        finding: Finding,
        *,
        ask_model: AskModel,
    ) -> tuple[Proposal, ...]:
        """The fixes for a finding, the best first.

        Whoever stops waiting leaves the work to go on for the next one who asks.
        """
        key = (snapshot.content_hash, finding.key, finding.span.start, ask_model)
        task = self._fixes.get(key)
        if task is None:
            task = asyncio.create_task(
                background.run(
                    lambda cancellation: _fixes(engine, snapshot, finding, ask_model, cancellation)
                )
            )
            task.add_done_callback(lambda done: self._settle(key, done))
            self._fixes[key] = task
            while len(self._fixes) > self._capacity:
                _, oldest = self._fixes.popitem(last=False)
                oldest.cancel()
        self._fixes.move_to_end(key)
        return await asyncio.shield(task)

    def keep_only(self, snapshots: Iterable[Snapshot]) -> None:
        """Stop computing fixes for texts that are no more: nobody can use them."""
        current = {snapshot.content_hash for snapshot in snapshots}
        for key, task in tuple(self._fixes.items()):
            if key[0] not in current and not task.done():
                task.cancel()

    def clear(self) -> None:
        """Forget everything: other settings make other fixes."""
        for task in self._fixes.values():
            task.cancel()
        self._fixes.clear()

    def _settle(self, key: _Key, done: asyncio.Task[tuple[Proposal, ...]]) -> None:
        if done.cancelled() or done.exception() is not None:
            self._drop(key, done)
        elif not done.result():
            # A model, or a tool, that was down may be up again by then.
            done.get_loop().call_later(_NONE_KEPT, self._drop, key, done)

    def _drop(self, key: _Key, done: asyncio.Task[tuple[Proposal, ...]]) -> None:
        if self._fixes.get(key) is done:
            del self._fixes[key]


def _fixes(
    engine: Engine,
    snapshot: Snapshot,
    finding: Finding,
    ask_model: AskModel,
    cancellation: Cancellation,
) -> tuple[Proposal, ...]:
    try:
        return propose_fixes(
            engine, snapshot, finding, ask_model=ask_model, cancellation=cancellation
        )
    except Cancelled:
        return ()
