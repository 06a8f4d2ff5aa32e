"""The part of a long text that a model reads: chosen so that typing seldom moves it."""

from __future__ import annotations

# Moved by less, the window would void what a model's cache holds of the text, key by key.
_STEP = 2048


def nearest_before(text: str, characters: int) -> str:
    """The last `characters` of `text`, or up to a step less, from the start of a line.

    While the text grows at its end the result only grows too, until it moves by a whole step.
    """
    if len(text) <= characters:
        return text
    step = min(_STEP, max(1, characters // 2))
    cut = -(-(len(text) - characters) // step) * step
    line = text.find("\n", cut)
    return text[line + 1 :] if 0 <= line < len(text) - 1 else text[cut:]
