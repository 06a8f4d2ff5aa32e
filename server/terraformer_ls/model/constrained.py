"""Decoding under a constraint: line by line, each line in a grammar of its own.

The model's cache keeps what it has read, so that going on with the next line costs a token or two.
Of models that can't be held to a grammar, `kept` keeps what obeys.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from terraformer_ls.model.circles import circle_at_end
from terraformer_ls.model.grammar.derive import Derivation
from terraformer_ls.model.grammar.nodes import Node
from terraformer_ls.model.protocol import Answer, Constraint, Sampling
from terraformer_ls.model.way_out import way_out


@dataclass(frozen=True, slots=True)
class Line:
    """What a model is to write next.

    Attributes:
        begun: what it has written so far, to be read behind the prompt.
        typed: what it must write first.
        grammar: what it may write, `typed` included, at least to the end of a line.
    """

    begun: str
    typed: str
    grammar: Node


AskForLine = Callable[[str, Sampling, Line | None], Sequence[Answer]]
"""Asks a model to go on after a prefix: with a line, or freely.

The answer to a line begins with what was typed and may go on beyond the line's end. No answer says
that the grammar can't be used.
"""


def constrained(
    prefix: str,
    sampling: Sampling,
    ask: AskForLine,
    on_text: Callable[[str], None] | None = None,
) -> Sequence[Answer]:
    """Answers that keep to the sampling's constraint; free ones where it has nothing to say.

    Args:
        prefix: what is to be continued.
        sampling: with a constraint.
        ask: asks the model.
        on_text: hears the first answer as it is written, line by line, and what of it is taken
            back where it goes round in circles.
    """
    constraint = sampling.constraint
    free = replace(sampling, constraint=None)
    if constraint is None:
        return ask(prefix, free, None)
    ends = time.monotonic() + sampling.deadline
    answers: list[Answer] = []
    for number in range(sampling.draws):
        one = replace(free, candidates=1, seed=sampling.seed + number)
        answer = _answer(prefix, one, constraint, ask, ends, None if number else on_text)
        if answer is None:
            return ask(prefix, free, None)
        answers.append(answer)
        if time.monotonic() >= ends:
            break
    return tuple(answers)


def kept(constraint: Constraint, text: str) -> str:
    """The lines at the start of a text that keep to a constraint; all of it if nothing is known."""
    written = ""
    while (step := constraint.next_line(written)) is not None:
        line = text[len(written) :].partition("\n")[0]
        ended = len(written) + len(line) < len(text)
        whole = step.typed + line + ("\n" if ended else "")
        if Derivation().longest(step.grammar, whole) < len(whole):
            return written.rstrip("\n")
        written = text[: len(written) + len(line) + ended]
        if not ended:
            return text
    return written or text


def _answer(
    prefix: str,
    sampling: Sampling,
    constraint: Constraint,
    ask: AskForLine,
    ends: float,
    on_text: Callable[[str], None] | None,
) -> Answer | None:
    """One answer; None if the constraint has nothing to say about its first line."""
    written, tokens = "", 0
    before, opening = prefix, ""
    while True:
        step = constraint.next_line(written)
        if step is None:
            return Answer(written, finished=True, tokens=tokens) if written else None
        seconds = ends - time.monotonic()
        if tokens >= sampling.max_tokens or (written and seconds <= 0):
            return Answer(written, finished=False, tokens=tokens)
        if not written:
            # What was typed is taken from the prompt: the model begins with it.
            before = prefix.removesuffix(step.typed)
            opening = step.typed
        limited = replace(
            sampling,
            max_tokens=sampling.max_tokens - tokens,
            deadline=max(seconds, 0.01),
            stop=(),
        )
        begun = f"{opening}{written}".removesuffix(step.typed)
        line = Line(begun, step.typed, step.grammar)
        answers = ask(before, limited, line)
        if not answers:
            return Answer(written, finished=False, tokens=tokens) if written else None
        tokens += answers[0].tokens
        said = answers[0].text
        said = said[len(step.typed) :] if said.startswith(step.typed) else ""
        content, newline, _ = said.partition("\n")
        written += content + newline
        if on_text is not None:
            on_text(content + newline)
        stopped = _up_to_stop(written, sampling.stop)
        if stopped is not None:
            return Answer(stopped, finished=True, tokens=tokens)
        circle = circle_at_end(written) if sampling.temperature == 0 else None
        if circle is not None:
            closed = way_out(written, circle, constraint)
            if closed is None:
                return Answer(written, finished=False, tokens=tokens)
            written = closed
            if not closed.endswith("\n"):
                return Answer(closed, finished=True, tokens=tokens)
        elif not newline:
            return Answer(written, finished=answers[0].finished, tokens=tokens)


def _up_to_stop(text: str, stops: Sequence[str]) -> str | None:
    """The text before the first stop string, or None where there is none."""
    places = [place for place in map(text.find, stops) if place >= 0]
    return text[: min(places)] if places else None
