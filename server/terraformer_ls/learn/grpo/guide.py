"""Keeping an answer in training to the constraint that it will be held to in use.

A model that is always held to the schema need not learn it. What it learns held is what the schema
leaves open: which values, which references, and what comes first so that it can be referred to.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace

from terraformer_ls.model.grammar.derive import Derivation
from terraformer_ls.model.grammar.nodes import NOTHING, Node
from terraformer_ls.model.protocol import Constraint


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an answer stands.

    Attributes:
        lines: that are written.
        line: what is written of the next one.
        left: what may follow; None where nothing may.
        derivation: of the line's grammar.
    """

    lines: str
    line: str
    left: Node | None
    derivation: Derivation


class Guide:
    """Takes one answer's tokens, each the first candidate that may come.

    Args:
        constraint: of the answer, for the lines that it is made of.
        text_of: what each token says.
        ends: tokens with which an answer ends.

    Attributes:
        ruled_out: for each token taken, those found not to be allowed in its place: they were no
            alternatives, so that they have no part in how likely the token was.
    """

    def __init__(
        self, constraint: Constraint, text_of: Callable[[int], str], ends: Collection[int]
    ) -> None:
        self.ruled_out: list[tuple[int, ...]] = []
        self._constraint = constraint
        self._text_of = text_of
        self._ends = frozenset(ends)
        self._begun: dict[str, _Place] = {}
        self._place = self._after_lines("")

    def take(self, candidates: Iterable[int], likely: Iterable[int] = ()) -> int | None:
        """The first candidate that may come, which is then written; None if none may.

        Args:
            candidates: token ids in the order of preference.
            likely: tokens to hold against the constraint whatever is taken.
        """
        ruled_out = {token for token in likely if not self._may_come(token)}
        for token in candidates:
            if token not in ruled_out and self._may_come(token):
                self._write(token)
                self.ruled_out.append(tuple(sorted(ruled_out)))
                return token
            ruled_out.add(token)
        return None

    def _may_come(self, token: int) -> bool:
        place = self._place
        if token in self._ends:
            return place.left is None or place.derivation.may_end(place.left)
        text = self._text_of(token)
        return bool(text) and self._after(text) is not None

    def _write(self, token: int) -> None:
        if token not in self._ends:
            place = self._after(self._text_of(token))
            assert place is not None
            self._place = place

    def _after(self, text: str) -> _Place | None:
        """Where the answer stands behind a text of one or more lines; None if it may not come."""
        place = self._place
        for character in text:
            if place.left is None:
                return None
            left = place.derivation.after(place.left, character)
            if left is NOTHING:
                return None
            line = place.line + character
            if character == "\n":
                place = self._after_lines(place.lines + line)
            else:
                place = replace(place, line=line, left=left)
        return place

    def _after_lines(self, lines: str) -> _Place:
        place = self._begun.get(lines)
        if place is None:
            step = self._constraint.next_line(lines)
            derivation = Derivation()
            left = derivation.after(step.grammar, step.typed) if step is not None else None
            place = self._begun[lines] = _Place(lines, "", left, derivation)
        return place
