"""The way out of a circle: the answer is closed where it went round for the first time.

A small model that takes the likeliest token each time opens texts in texts, or lists the same two
names, until it is stopped. What it said before is often worth having, and it goes on behind it.
"""

from __future__ import annotations

from terraformer_ls.model.circles import Circle
from terraformer_ls.model.grammar.derive import Derivation
from terraformer_ls.model.grammar.shortest import Shortest
from terraformer_ls.model.protocol import Constraint, Step


def way_out(written: str, circle: Circle, constraint: Constraint) -> str | None:
    """The text with one line closed within the circle's first round, and nothing behind that.

    It is closed where that takes least, of equally good places at the last. None if the constraint
    leaves no way out.
    """
    closing = _Closing(written, constraint)
    ways: list[tuple[int, int, str]] = []
    for end in _places(written, circle):
        rest = closing.at(end)
        if rest is None:
            continue
        content, newline, _ = rest.partition("\n")
        closed = written[:end] + content + newline
        if not written.startswith(closed):
            ways.append((len(rest), -end, closed))
    return min(ways)[2] if ways else None


def _places(written: str, circle: Circle) -> list[int]:
    """Where in its first round the text may be cut: behind whole lines, if it has any."""
    start, length = circle.start, circle.length
    line = written.find("\n", start, start + length) + 1
    if line:
        return [end for end in range(line, line + length + 1) if written[end - 1] == "\n"]
    round_ = range(start, start + length + 1)
    return [end for end in round_ if written[end - 1 : end] not in ("$", "%")]  # half of a "${"


class _Closing:
    """What a text takes for its last line to end.

    Args:
        written: the text.
        constraint: that it keeps to.
    """

    def __init__(self, written: str, constraint: Constraint) -> None:
        self._written = written
        self._constraint = constraint
        self._steps: dict[int, Step | None] = {}
        self._derivation = Derivation()
        self._shortest = Shortest()

    def at(self, end: int) -> str | None:
        """The shortest, up to an index; None if a line can't end, or goes nowhere by ending."""
        start = self._written.rfind("\n", 0, end) + 1
        if start not in self._steps:
            self._steps[start] = self._constraint.next_line(self._written[:start])
        step = self._steps[start]
        if step is None:
            return None
        line = self._written[start:end]
        left = self._derivation.after(step.grammar, step.typed + line)
        rest = self._shortest.of(left)
        if line.strip() or (rest is not None and rest[:1] != "\n"):
            return rest
        # An empty line, which may stay so: that leads nowhere, unlike the end of a block.
        closed = self._derivation.after(left, "}")
        rest = self._shortest.of(closed)
        return None if rest is None else f"}}{rest}"
