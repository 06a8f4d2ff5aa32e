"""What the rest of TerraFormer asks of a language model, whatever runs it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.model.grammar.nodes import Node


class ModelUnavailable(Exception):
    """No answer can be had from the model; the message is one sentence for a user."""


class Role(StrEnum):
    """Who speaks in a chat."""

    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a chat."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class Step:
    """What may come next, at least to the end of a line.

    Attributes:
        typed: the end of the text so far, which `grammar` begins with once more: a model that
            writes the half word at the cursor anew can cut it into its own tokens.
        grammar: the texts that may come. What follows a line's end doesn't count, since the next
            line has a step of its own.
    """

    typed: str
    grammar: Node


class Constraint(Protocol):
    """What may be written, decided line by line from what was."""

    def next_line(self, written: str) -> Step | None:
        """What may follow.

        Args:
            written: what the model wrote so far: nothing, or whole lines with their ends.

        Returns:
            None when all is written or, before the first line, when nothing can be said.
        """
        ...


@dataclass(frozen=True, slots=True)
class Sampling:
    """How to decode.

    Attributes:
        max_tokens: the longest answer.
        temperature: 0 takes the likeliest token each time.
        top_p: nucleus sampling.
        stop: strings that end the answer and are not part of it.
        seed: for answers that can be repeated.
        candidates: how many answers to draw.
        deadline: seconds for all of them; what is there by then is returned.
        constraint: what the answers must keep to. Models that can't be held to anything, such as
            those on other machines, leave it aside.
    """

    max_tokens: int = 128
    temperature: float = 0.0
    top_p: float = 1.0
    stop: tuple[str, ...] = ()
    seed: int = 0
    candidates: int = 1
    deadline: float = 10.0
    constraint: Constraint | None = None

    @property
    def draws(self) -> int:
        """How many answers are worth drawing: at temperature 0 they would all be the same."""
        return self.candidates if self.temperature > 0 else 1

    def as_json(self) -> dict[str, object]:
        """What the workers in child processes are told."""
        return {
            "max_tokens": max(1, self.max_tokens),
            "temperature": self.temperature,
            "top_p": self.top_p,
            "stop": list(self.stop),
            "seed": self.seed,
            "candidates": self.draws,
            "deadline": self.deadline,
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """One candidate text.

    `finished` is False where it was cut: at the longest answer, at the deadline, or before a line
    that the model couldn't be held to. Such a text may end anywhere.
    """

    text: str
    finished: bool
    tokens: int = 0


class LanguageModel(Protocol):
    """A causal language model that completes text, fills gaps and chats.

    Every method may be called from several threads, blocks until the answer is there, and raises
    `ModelUnavailable` when none can be had and `Cancelled` when the cancellation was requested.
    """

    @property
    def name(self) -> str:
        """What to call it in evidence and logs, for example "SmolLM2-135M (embedded)"."""
        ...

    @property
    def reads_context(self) -> bool:
        """Whether a prefix may begin with text about a gap's surroundings, from other files."""
        ...

    def infill(
        self,
        prefix: str,
        suffix: str,
        sampling: Sampling,
        cancellation: Cancellation,
    ) -> Sequence[Answer]:
        """What may stand between `prefix` and `suffix`."""
        ...

    def chat(
        self,
        messages: Sequence[Message],
        sampling: Sampling,
        cancellation: Cancellation,
        on_text: Callable[[str], None] | None = None,
    ) -> Sequence[Answer]:
        """Answers to a conversation; `on_text` hears the first one as it is written."""
        ...

    def close(self) -> None:
        """Let go of processes and connections."""
        ...
