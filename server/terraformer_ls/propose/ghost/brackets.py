"""Which brackets are open at a place, in text that need not parse.

Knows strings, templates, comments and heredocs well enough not to count what stands inside them. A
string ends with its line, closed or not: who types `name = "lo` has not quoted all that follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

CLOSER_OF = {"{": "}", "[": "]", "(": ")"}
CLOSERS = frozenset(CLOSER_OF.values())

_QUOTE = '"'
_OUTSIDE = re.compile(
    r"(?P<comment>(?:\#|//)[^\n]*|/\*.*?(?:\*/|\Z))|<<-?(?P<marker>[\w-]+)[ \t]*\r?\n"
    r'|(?P<mark>["(){}\[\]\n])',
    re.S,
)
_IN_STRING = re.compile(r'\\.|\$\$\{|%%\{|(?P<mark>[$%]\{|"|\n)')


@dataclass
class Nesting:
    """The brackets and quotes that are open, the innermost last.

    Attributes:
        open: `{`, `[`, `(` or `"` each; a template's `${` counts as `{`.
        given_up: brackets that a line's end closed because the string around them ended with it.
        heredoc: the marker that ends the heredoc in which the text ends; "" outside of any.
    """

    open: list[str] = field(default_factory=list[str])
    given_up: int = 0
    heredoc: str = ""

    @property
    def depth(self) -> int:
        """How many brackets are open, quotes apart."""
        return sum(mark != _QUOTE for mark in self.open)

    @property
    def in_string(self) -> bool:
        """Whether the text ends in a string, not in a template inside one."""
        return self.open[-1:] == [_QUOTE]

    def copy(self) -> Nesting:
        """The same, to go on with in another direction."""
        return Nesting(list(self.open), self.given_up, self.heredoc)

    def closers(self, text: str) -> Iterator[tuple[int, bool]]:
        """Go on over `text`; yields where a bracket closes, and whether it closed the open one.

        One that closes nothing, or not what is open, changes nothing.
        """
        at = 0
        while at < len(text):
            if self.heredoc:
                at = self._end_heredoc(text, at)
                continue
            pattern = _IN_STRING if self.in_string else _OUTSIDE
            found = pattern.search(text, at)
            if found is None:
                return
            at = found.end()
            mark = found["mark"]
            if mark is None:
                if pattern is _OUTSIDE and found["marker"] is not None:
                    self.heredoc = found["marker"]
            elif mark == "\n":
                self._end_line()
            elif mark == _QUOTE:
                if self.in_string:
                    self.open.pop()
                else:
                    self.open.append(_QUOTE)
            elif mark in CLOSERS:
                fits = bool(self.open) and CLOSER_OF.get(self.open[-1]) == mark
                if fits:
                    self.open.pop()
                yield found.start(), fits
            else:
                self.open.append(mark[-1])

    def after(self, text: str) -> Nesting:
        """The nesting at the end of `text`, which goes on where this one is."""
        nesting = self.copy()
        for _ in nesting.closers(text):
            pass
        return nesting

    def _end_line(self) -> None:
        if _QUOTE in self.open:
            first = self.open.index(_QUOTE)
            self.given_up += sum(mark != _QUOTE for mark in self.open[first:])
            del self.open[first:]

    def _end_heredoc(self, text: str, at: int) -> int:
        marker = re.compile(rf"^[ \t]*{re.escape(self.heredoc)}[ \t]*\r?$", re.M)
        end = marker.search(text, at)
        if end is None:
            return len(text)
        self.heredoc = ""
        return end.end()
