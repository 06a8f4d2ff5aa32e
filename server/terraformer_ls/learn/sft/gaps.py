"""Where a configuration is cut into prefix, middle and suffix, as cursors and authors cut it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_INSIDE = re.compile(r"^([ \t]+)(?=\S)", re.M)


@dataclass(frozen=True, slots=True)
class Gap:
    """A text with a hole: `prefix + middle + suffix` is the text."""

    prefix: str
    middle: str
    suffix: str


def cut(text: str, random: Random) -> Gap:
    """A gap in `text`: the rest of a line (45 %), of a block (30 %), or any span (25 %)."""
    chance = random.random()
    span = None
    if chance < 0.45:
        span = _rest_of_line(text, random)
    elif chance < 0.75:
        span = _rest_of_block(text, random)
    start, end = span or _any_span(text, random)
    return Gap(text[:start], text[start:end], text[end:])


def _rest_of_line(text: str, random: Random) -> tuple[int, int] | None:
    lines = [
        line
        for line in _LINE.finditer(text)
        if len(line[0].strip()) > 3 and not line[0].lstrip().startswith("#")
    ]
    if not lines:
        return None
    line = random.choice(lines)
    indentation = len(line[0]) - len(line[0].lstrip())
    return line.start() + random.randint(indentation, len(line[0]) - 2), line.end()


def _rest_of_block(text: str, random: Random) -> tuple[int, int] | None:
    starts = list(_INSIDE.finditer(text))
    for _ in range(min(6, len(starts))):
        start = random.choice(starts)
        end = _end_of_block(text, start.start())
        if end is not None and 12 <= end - start.start() <= 500:
            # Mostly where an editor puts the cursor on a new line: after the indentation.
            return (start.end() if random.random() < 0.6 else start.start()), end
    return None


def _any_span(text: str, random: Random) -> tuple[int, int]:
    start = random.randrange(max(1, len(text) - 1))
    return start, min(len(text), start + int(2.7 ** random.uniform(0, 5.3)))


def _end_of_block(text: str, start: int) -> int | None:
    """The start of the line that closes the innermost block around `start`; None at top level."""
    depth = 0
    for token in re.finditer(r'"(?:\\.|[^"\\\n])*"|(?:#|//)[^\n]*|[{}]', text[start:]):
        if token[0] == "{":
            depth += 1
        elif token[0] == "}":
            if depth == 0:
                at = start + token.start()
                line = text.rfind("\n", 0, at) + 1
                return line if line >= start else at
            depth -= 1
    return None
