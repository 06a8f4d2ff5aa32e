"""Decoding under a constraint: line by line, each line in a grammar of its own.

The model's cache keeps what it has read, so that going on with the next line costs a token or two.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from terraformer_ls.model.grammar.gbnf import TooLarge, gbnf
from terraformer_ls.model.protocol import Answer, Constraint, Sampling

AskForLine = Callable[[str, Sampling, Mapping[str, str]], Sequence[Answer]]
"""Asks a model to go on after a prefix, in the `grammar` with what is `typed` already.

Without them, it answers freely. With them it says `typed` again and at least the rest of the line.
"""


def constrained(prefix: str, sampling: Sampling, ask: AskForLine) -> Sequence[Answer]:
    """Answers that keep to the sampling's constraint; free ones where it has nothing to say."""
    constraint = sampling.constraint
    free = replace(sampling, constraint=None)
    if constraint is None:
        return ask(prefix, free, {})
    ends = time.monotonic() + sampling.deadline
    answers: list[Answer] = []
    for number in range(sampling.draws):
        one = replace(free, candidates=1, seed=sampling.seed + number)
        answer = _lines(prefix, one, constraint, ask, ends)
        if answer is None:
            return ask(prefix, free, {})
        answers.append(answer)
        if time.monotonic() >= ends:
            break
    return tuple(answers)


def _lines(
    prefix: str, sampling: Sampling, constraint: Constraint, ask: AskForLine, ends: float
) -> Answer | None:
    """One answer; None if the constraint has nothing to say about its first line."""
    written = ""
    tokens = 0
    while True:
        try:
            step = constraint.next_line(written)
            grammar = gbnf(step.grammar) if step is not None else ""
        except TooLarge:
            step, grammar = None, ""
        if step is None:
            return Answer(written, finished=True, tokens=tokens) if written else None
        left = ends - time.monotonic()
        if tokens >= sampling.max_tokens or (written and left <= 0):
            return Answer(written, finished=False, tokens=tokens)
        limited = replace(
            sampling, max_tokens=sampling.max_tokens - tokens, deadline=max(left, 0.01), stop=()
        )
        text = prefix + written
        start = len(text) - len(step.typed)
        line = {"grammar": grammar, "typed": step.typed}
        answers = ask(text[:start], limited, line)
        if not answers:
            return Answer(written, finished=False, tokens=tokens) if written else None
        answer = answers[0]
        tokens += answer.tokens
        said = answer.text[len(step.typed) :] if answer.text.startswith(step.typed) else ""
        content, newline, _ = said.partition("\n")
        written += content + newline
        stopped = _up_to_stop(written, sampling.stop)
        if stopped is not None:
            return Answer(stopped, finished=True, tokens=tokens)
        if not newline:
            return Answer(written, finished=answer.finished, tokens=tokens)


def _up_to_stop(text: str, stops: Sequence[str]) -> str | None:
    """The text before the first stop string, or None where there is none."""
    places = [place for place in map(text.find, stops) if place >= 0]
    return text[: min(places)] if places else None
