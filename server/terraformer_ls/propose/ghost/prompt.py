"""What a model is given to read for a gap, and how it is to answer.

Laid out for a cache of what was read: a key adds to the end of the prefix, and what stands before
it (the context, then the file from a place that moves in large steps) stays the same text. What is
read ahead while the user pauses is made by the same functions, so that it fits.
"""

from __future__ import annotations

from dataclasses import dataclass

from terraformer_ls.model.protocol import Sampling
from terraformer_ls.model.window import nearest_before
from terraformer_ls.propose.ghost.gap import Extent, Gap

_PREFIX_CHARACTERS = 3_000
"""About 1,000 tokens of what stands before the cursor."""

_SUFFIX_CHARACTERS = 1_000

_TOKENS = {Extent.LINE: 32, Extent.BODY: 96, Extent.BLOCK: 128}

_TOKENS_OF_STATEMENT = 64
"""Where a line may open brackets that further lines close."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """What stands around the gap, as a model reads it."""

    prefix: str
    suffix: str


def prompt_for(gap: Gap, context: str = "") -> Prompt:
    """The prompt for a gap; `context` is what `propose/context.py` says about its surroundings."""
    window = nearest_before(gap.before, _PREFIX_CHARACTERS)
    suffix = gap.after[:_SUFFIX_CHARACTERS]
    return Prompt(context + window.replace("\r\n", "\n"), suffix.replace("\r\n", "\n"))


def sampling_for(gap: Gap, seconds: float, candidates: int = 1, *, lines: bool = False) -> Sampling:
    """How to decode for a gap: the likeliest answer, or several that differ.

    With `lines` the rest of a statement may take more than one: something else, such as a
    constraint, knows where it ends. Otherwise it is taken to end with its line.
    """
    is_statement = gap.extent is Extent.LINE and lines
    return Sampling(
        max_tokens=_TOKENS_OF_STATEMENT if is_statement else _TOKENS[gap.extent],
        temperature=0.0 if candidates == 1 else 0.7,
        top_p=0.95,
        stop=() if is_statement else _stops(gap),
        candidates=candidates,
        deadline=seconds,
    )


def _stops(gap: Gap) -> tuple[str, ...]:
    match gap.extent:
        case Extent.LINE:
            return ("\n",)
        case Extent.BODY:
            closer = "\n" + gap.indentation[2:] + "}"
            return (closer, "\n\n\n")
        case Extent.BLOCK:
            return ("\n}", "\n\n\n")
