"""What a check finds."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

from terraformer_ls.hcl.positions import Span


class Certainty(Enum):
    """How sure a problem is one.

    `SCHEMA` is as sure as the schema is of the right version; the stage lowers it to a hint where
    an approximate schema stands in.
    """

    CERTAIN = auto()
    SCHEMA = auto()
    HINT = auto()


class Mark(Enum):
    """How an editor may draw a hint."""

    NONE = auto()
    UNNECESSARY = auto()
    DEPRECATED = auto()


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem; `span` is relative to the block's start.

    `data` is what recipes need; its keys are named in `docs/schemas.md`.
    """

    rule: str
    message: str
    span: Span
    certainty: Certainty = Certainty.SCHEMA
    mark: Mark = Mark.NONE
    data: tuple[tuple[str, object], ...] = field(default=(), compare=False, hash=False)
