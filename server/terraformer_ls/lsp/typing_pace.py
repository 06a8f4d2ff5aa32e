"""How long to wait for another key before a model is asked, from how fast keys come and it answers.

Text is worth showing when the typing pauses: when no key came for longer than keys usually take.
What takes a while to compute is asked for earlier by that while. Neither may go to extremes: a
burst of keys is not answered key by key, and a slow typist does not wait for seconds.
"""

from __future__ import annotations

from collections import deque
from statistics import median

_PAUSE = 1.5
"""Of the usual time between two keys: longer than that is a pause."""

_LONGEST_INTERVAL = 1.0
"""Seconds between two keys beyond which the user was not typing, but thinking."""

_REMEMBERED = 12
_FEWEST = 4
"""Intervals from which a pace is known."""

_SHORTEST, _LONGEST = 0.25, 3.0
"""Of what the settings say, the bounds of what is waited."""


class TypingPace:
    """The last keys and answers of one user. Times are seconds of any clock that only goes on."""

    def __init__(self) -> None:
        self._last_key: float | None = None
        self._intervals: deque[float] = deque(maxlen=_REMEMBERED)
        self._answers: deque[float] = deque(maxlen=_REMEMBERED)

    def key(self, now: float) -> None:
        """A key was typed."""
        if self._last_key is not None and 0 < now - self._last_key <= _LONGEST_INTERVAL:
            self._intervals.append(now - self._last_key)
        self._last_key = now

    def answered(self, seconds: float) -> None:
        """An answer took this long, from asking to showing."""
        self._answers.append(seconds)

    def quiet(self, usual: float) -> float:
        """Seconds to wait for another key; `usual` where the pace is not known yet."""
        if len(self._intervals) < _FEWEST:
            return usual
        answer = median(self._answers) if self._answers else 0.0
        wanted = _PAUSE * median(self._intervals) - answer
        return min(max(wanted, _SHORTEST * usual), _LONGEST * usual)
