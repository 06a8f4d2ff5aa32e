"""Ghost text between two keystrokes: one request in flight, and no question asked twice.

A newer request cancels the one before, down to the decoding. Whoever types what is shown already
gets the rest of it at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

from terraformer_ls.engine import Engine
from terraformer_ls.hcl.positions import Span
from terraformer_ls.lsp.background import Background
from terraformer_ls.propose.complete import Completion, Manner, complete
from terraformer_ls.workspace.snapshot import Snapshot

_CANDIDATES_ON_DEMAND = 3


@dataclass(frozen=True)
class _Shown:
    """What was offered, and the text around it that it was offered in."""

    snapshot: Snapshot
    path: str
    offset: int
    completions: tuple[Completion, ...]


class GhostText:
    """The completion under way and the last one shown. To be used on the event loop."""

    def __init__(self) -> None:
        self._asking: asyncio.Task[tuple[Completion, ...]] | None = None
        self._shown: _Shown | None = None

    async def at(
        self,
        engine: Engine,
        background: Background,
        snapshot: Snapshot,
        path: str,
        offset: int,
        *,
        on_demand: bool,
        quiet: float,
    ) -> tuple[Completion, ...]:
        """Completions at a byte offset of a file; none if a newer request came meanwhile.

        Args:
            engine: what completes.
            background: the threads.
            snapshot: the files.
            path: the file with the cursor.
            offset: the cursor.
            on_demand: the user asked for it, so several are wanted, without delay.
            quiet: seconds to wait for another keystroke before the model is asked.
        """
        self.cancel()
        rest = self._rest(snapshot, path, offset)
        if rest and not on_demand:
            return rest
        asking = self._asking = asyncio.create_task(
            _ask(engine, background, snapshot, path, offset, on_demand, quiet)
        )
        try:
            completions = await asking
        except asyncio.CancelledError:
            if self._asking is asking:
                raise  # by the client; otherwise by a newer request, whose answer counts
            return ()
        finally:
            if self._asking is asking:
                self._asking = None
        if completions:
            self._shown = _Shown(snapshot, path, offset, completions)
        return completions

    def cancel(self) -> None:
        """Stop what is under way."""
        asking, self._asking = self._asking, None
        if asking is not None:
            asking.cancel()

    def forget(self) -> None:
        """Stop, and offer nothing from before."""
        self.cancel()
        self._shown = None

    def _rest(self, snapshot: Snapshot, path: str, offset: int) -> tuple[Completion, ...]:
        """What remains of the text shown before, if the user typed just its beginning since."""
        shown = self._shown
        if shown is None or shown.path != path or path not in shown.snapshot.files:
            return ()
        before, now = shown.snapshot.files[path].text, snapshot.files[path].text
        typed = now[shown.offset : offset]
        unchanged = (
            offset >= shown.offset
            and now[: shown.offset] == before[: shown.offset]
            and now[offset:] == before[shown.offset :]
        )
        if not unchanged:
            return ()
        return _remaining(shown.completions, typed, shown.offset)


def _remaining(
    completions: Sequence[Completion], typed: bytes, offset: int
) -> tuple[Completion, ...]:
    rest: list[Completion] = []
    for completion in completions:
        text = completion.text.encode("utf-8")
        if completion.span == Span(offset, offset) and text.startswith(typed) and text != typed:
            at = offset + len(typed)
            remaining = text[len(typed) :].decode("utf-8")
            rest.append(replace(completion, text=remaining, span=Span(at, at)))
    return tuple(rest)


async def _ask(
    engine: Engine,
    background: Background,
    snapshot: Snapshot,
    path: str,
    offset: int,
    on_demand: bool,
    quiet: float,
) -> tuple[Completion, ...]:
    await asyncio.sleep(quiet)
    manner = Manner(_CANDIDATES_ON_DEMAND, seconds=3.0) if on_demand else Manner()
    return await background.run(
        lambda cancellation: complete(engine, snapshot, path, offset, manner, cancellation)
    )
