"""Ghost text between two keystrokes: one request in flight, and no question asked twice.

A newer request cancels the one before, down to the decoding. Whoever types what is shown, or takes
a word or a line of it, gets the rest of it at once; and while a text is being looked at, what would
follow its acceptance is looked for already.
"""

from __future__ import annotations

import asyncio
import itertools
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace

from terraformer_ls.acceptance import Event, Extent, MadeBy
from terraformer_ls.engine import Engine
from terraformer_ls.lsp.background import Background
from terraformer_ls.lsp.shown_text import ShownText
from terraformer_ls.lsp.typing_pace import TypingPace
from terraformer_ls.propose.complete import Completion, Manner, complete
from terraformer_ls.workspace.snapshot import Snapshot

_SECONDS = 0.55
_SECONDS_ELSEWHERE = 2.0
"""What a model may take unasked, on this machine and behind a network."""

_SECONDS_ON_DEMAND = 3.0
_CANDIDATES_ON_DEMAND = 3

_LOOKED_AT = 0.2
"""Seconds after which a text that still stands there is worth looking beyond."""

_SEEN = 0.75
"""Seconds after which it counts as seen."""

_FEWEST_TAKEN = 2
"""Bytes, spaces apart, that come at once: no key types as many."""


@dataclass(frozen=True)
class Question:
    """Where completions are wanted.

    Attributes:
        engine: what completes.
        background: the threads.
        snapshot: the files.
        path: the file with the cursor.
        offset: the cursor, in bytes.
        on_demand: the user asked for it, so several are wanted, without delay.
        quiet: seconds to wait for another keystroke before the model is asked, as the settings say.
        adaptive: whether to wait longer or shorter than that, as the user types.
    """

    engine: Engine
    background: Background
    snapshot: Snapshot
    path: str
    offset: int
    on_demand: bool = False
    quiet: float = 0.0
    adaptive: bool = False

    @property
    def manner(self) -> Manner:
        """How to complete."""
        elsewhere = self.engine.settings.model_is_elsewhere
        if self.on_demand:
            return Manner(_CANDIDATES_ON_DEMAND, _SECONDS_ON_DEMAND, elsewhere=elsewhere)
        seconds = _SECONDS_ELSEWHERE if elsewhere else _SECONDS
        return Manner(seconds=seconds, elsewhere=elsewhere)


@dataclass
class _Ahead:
    """The search for what follows the acceptance of a shown text."""

    snapshot: Snapshot
    path: str
    offset: int
    task: asyncio.Task[tuple[Completion, ...]]

    def is_at(self, question: Question) -> bool:
        """Whether just that is asked now."""
        return (
            question.path == self.path
            and question.offset == self.offset
            and question.snapshot.files[self.path].text == self.snapshot.files[self.path].text
        )


class GhostText:
    """The completion under way, the last one shown and the next one. For the event loop alone.

    Args:
        count: hears what happens to the texts that are shown.
    """

    def __init__(self, count: Callable[[Event, Extent, MadeBy], None]) -> None:
        self._count = count
        self._numbers = itertools.count(1)
        self._pace = TypingPace()
        self._asking: asyncio.Task[tuple[Completion, ...]] | None = None
        self._shown: ShownText | None = None
        self._recent: deque[ShownText] = deque(maxlen=4)
        self._ahead: _Ahead | None = None
        self._typed = 0
        self._requests = 0
        self._seen: asyncio.TimerHandle | None = None
        self._counted: set[tuple[int, Event]] = set()

    async def at(self, question: Question) -> ShownText | None:
        """What to show; None if nothing, also if a newer request came meanwhile."""
        self.cancel()
        self._requests += 1
        this = self._requests
        if not question.on_demand:
            self._pace.key(time.monotonic())
            known = self._rest(question) or await self._from_ahead(question)
            if known is not None or this != self._requests:
                return known
        self._stop_ahead()
        self._stop_looking()
        quiet = self._pace.quiet(question.quiet) if question.adaptive else question.quiet
        asking = self._asking = asyncio.create_task(self._ask(question, quiet))
        completions = await self._unless_newer(asking)
        return self._show(question, completions) if completions else None

    def accepted(self, shown: int | None, number: int) -> None:
        """The user took a completion: the `number`th of what was shown under a number.

        Without the latter the last one is meant.
        """
        text = next((text for text in self._recent if shown in (text.number, None)), None)
        if text is None or not 0 <= number < len(text.completions):
            return
        self._happened(text, Event.SHOWN, number)
        self._happened(text, Event.ACCEPTED, number)
        if text is self._shown:  # otherwise what follows it is shown already
            self._withdraw()

    def cancel(self) -> None:
        """Stop the request under way."""
        asking, self._asking = self._asking, None
        if asking is not None:
            asking.cancel()

    def forget(self) -> None:
        """Stop everything, and offer nothing from before."""
        self.cancel()
        self._stop_ahead()
        self._withdraw()

    def _rest(self, question: Question) -> ShownText | None:
        """What remains of the text shown before, if the user typed just its beginning since."""
        shown = self._shown
        if shown is None:
            return None
        rest = shown.rest(question.snapshot, question.path, question.offset)
        if not rest:
            return None
        typed = question.offset - shown.offset
        text = question.snapshot.files[question.path].text
        if len(text[shown.offset + self._typed : question.offset].strip()) >= _FEWEST_TAKEN:
            self._happened(shown, Event.SHOWN)
            self._happened(shown, Event.PARTIALLY)
        self._typed = typed
        return replace(shown, completions=rest[:1])  # who did not ask is not offered a choice

    async def _from_ahead(self, question: Question) -> ShownText | None:
        """What was found for this very place before anyone asked."""
        ahead = self._ahead
        if ahead is None or not ahead.is_at(question):
            return None
        self._ahead = None
        self._asking = ahead.task
        completions = await self._unless_newer(ahead.task)
        return self._show(question, completions) if completions else None

    async def _unless_newer(
        self, asking: asyncio.Task[tuple[Completion, ...]]
    ) -> tuple[Completion, ...]:
        """The answer; none if a newer request cancels this one."""
        try:
            return await asking
        except asyncio.CancelledError:
            if self._asking is asking:
                raise  # by the client; otherwise by a newer request, whose answer counts
            return ()
        finally:
            if self._asking is asking:
                self._asking = None

    async def _ask(self, question: Question, quiet: float) -> tuple[Completion, ...]:
        await asyncio.sleep(0.0 if question.on_demand else quiet)
        asked = time.monotonic()
        completions = await _completions(question, question.manner)
        if not question.on_demand:
            self._pace.answered(time.monotonic() - asked)
        return completions

    def _show(self, question: Question, completions: tuple[Completion, ...]) -> ShownText:
        self._withdraw()
        shown = self._shown = ShownText(
            next(self._numbers), question.snapshot, question.path, question.offset, completions
        )
        self._recent.appendleft(shown)
        loop = asyncio.get_running_loop()
        self._seen = loop.call_later(_SEEN, self._happened, shown, Event.SHOWN)
        self._look_ahead(question, shown)
        return shown

    def _look_ahead(self, question: Question, shown: ShownText) -> None:
        self._stop_ahead()
        snapshot, offset = shown.after(0)
        after = replace(question, snapshot=snapshot, offset=offset, on_demand=False)

        async def look() -> tuple[Completion, ...]:
            await asyncio.sleep(_LOOKED_AT)
            return await _completions(after, replace(after.manner, next_line=True))

        task = asyncio.create_task(look())
        self._ahead = _Ahead(snapshot, question.path, offset, task)

    def _stop_ahead(self) -> None:
        ahead, self._ahead = self._ahead, None
        if ahead is not None:
            ahead.task.cancel()

    def _withdraw(self) -> None:
        self._shown = None
        self._typed = 0
        self._stop_looking()

    def _stop_looking(self) -> None:
        """What was shown stands there no longer."""
        if self._seen is not None:
            self._seen.cancel()
            self._seen = None

    def _happened(self, shown: ShownText, event: Event, number: int = 0) -> None:
        """Count an event, once for each text."""
        if (shown.number, event) in self._counted:
            return
        recent = {text.number for text in self._recent}
        self._counted = {known for known in self._counted if known[0] in recent}
        self._counted.add((shown.number, event))
        completion = shown.completions[number]
        extent = Extent.BLOCK if "\n" in completion.text.strip() else Extent.LINE
        by_recipe = completion.evidence.made_by == "recipe"
        self._count(event, extent, MadeBy.RECIPE if by_recipe else MadeBy.MODEL)


async def _completions(question: Question, manner: Manner) -> tuple[Completion, ...]:
    return await question.background.run(
        lambda cancellation: complete(
            question.engine,
            question.snapshot,
            question.path,
            question.offset,
            manner,
            cancellation,
        )
    )
