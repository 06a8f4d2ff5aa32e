"""A local model in a test: it says what it is told to, as far as the constraint lets it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.model.constrained import kept
from terraformer_ls.model.grammar.derive import Derivation
from terraformer_ls.model.protocol import Answer, Constraint, Message, Sampling


class ObedientModel:
    """Says `wants` in every chat, up to the line that may not be; unfinished if it can't end there.

    Attributes:
        wants: what it would say by itself.
        said: what it said, each time that it was asked.
    """

    name = "obedient"
    reads_context = False

    def __init__(self, wants: str = "") -> None:
        self.wants = wants
        self.said: list[Answer] = []

    def infill(
        self, prefix: str, suffix: str, sampling: Sampling, cancellation: Cancellation
    ) -> Sequence[Answer]:
        del prefix, suffix, sampling, cancellation
        return ()

    def chat(
        self,
        messages: Sequence[Message],
        sampling: Sampling,
        cancellation: Cancellation,
        on_text: Callable[[str], None] | None = None,
    ) -> Sequence[Answer]:
        del messages, cancellation, on_text
        constraint = sampling.constraint
        answer = Answer(self.wants, finished=True)
        if constraint is not None:
            text = kept(constraint, self.wants)
            answer = Answer(text, finished=text == self.wants and _may_end(constraint, text))
        self.said.append(answer)
        return (answer,)

    def close(self) -> None:
        pass


def _may_end(constraint: Constraint, text: str) -> bool:
    lines, _, last = text.rpartition("\n")
    step = constraint.next_line(f"{lines}\n" if lines else "")
    if step is None:
        return True
    derivation = Derivation()
    return derivation.may_end(derivation.after(step.grammar, step.typed + last))
