"""Where an expression stands, as far as it decides what may be written there."""

from __future__ import annotations

from dataclasses import dataclass

from terraformer_ls.model.grammar.nodes import Node
from terraformer_ls.propose.constraint.lexical import GAP, SPACE


@dataclass(frozen=True, slots=True)
class ExpressionPlace:
    """Whether lines may end in an expression, and whether a `for` is around it."""

    free: bool = False
    bound: bool = False

    @property
    def inside(self) -> ExpressionPlace:
        """In brackets."""
        return ExpressionPlace(True, self.bound)

    @property
    def in_for(self) -> ExpressionPlace:
        """In the brackets of a `for`."""
        return ExpressionPlace(True, True)

    @property
    def as_member(self) -> ExpressionPlace:
        """In braces, where the end of a line ends a member."""
        return ExpressionPlace(False, self.bound)

    @property
    def gap(self) -> Node:
        """What may stand between two tokens."""
        return GAP if self.free else SPACE


ON_A_LINE = ExpressionPlace()
