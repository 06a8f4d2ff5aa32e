"""What filters are given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from terraformer_ls.propose.ghost.gap import Gap


@dataclass(frozen=True, slots=True)
class Draft:
    """What a model wrote after the cursor, or what other filters left of it.

    Attributes:
        text: with `\\n` between lines.
        finished: whether the model ended by itself; otherwise the last line may be half a line.
    """

    text: str
    finished: bool = True


Filter = Callable[[Draft, Gap], str]
"""What is left of a draft for a gap."""
