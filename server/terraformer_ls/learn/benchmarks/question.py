"""What a benchmark asks and what it makes of an answer, the same for every benchmark."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from terraformer_ls.learn.records import Task
from terraformer_ls.learn.verified import Verdict
from terraformer_ls.verify.findings import Stage

Scores = Mapping[str, float | None]
"""What an answer achieved, by the name of the measure, from 0 to 1; None where it has no meaning
for this question."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask a model.

    Attributes:
        key: what makes it the same as another, across runs and machines.
        task: what is asked for.
        words: the request or the instruction; for a repair the certificates, a line each.
        before: the configuration to change or to repair; "" for a generation.
        reference: a whole configuration that answers it.
        group: what results are told apart by: a difficulty, an operation, a stage.
    """

    key: str
    task: Task
    words: str
    before: str
    reference: str
    group: str


class Measured(Protocol):
    """What has results that a table can be made of."""

    @property
    def name(self) -> str:
        """What to call it, for example "IaC-Eval"."""
        ...

    @property
    def measures(self) -> Mapping[str, str]:
        """What each measure means, by its name; the first is the one that counts."""
        ...


class Benchmark(Measured, Protocol):
    """Questions, and the measure of answers."""

    @property
    def questions(self) -> Sequence[Question]:
        """Everything it asks, in an order that never changes."""
        ...

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages that answers are verified by."""
        ...

    def scores(self, question: Question, answer: str, verdict: Verdict) -> Scores:
        """What a whole configuration that answers a question achieves."""
        ...


def key_of(*parts: str) -> str:
    """A name for a question from all it is made of."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:24]


def some_of(questions: Sequence[Question], limit: int | None, seed: int) -> tuple[Question, ...]:
    """At most `limit` questions, the same ones for the same seed, in their order."""
    if limit is None or limit >= len(questions):
        return tuple(questions)
    chosen = random.Random(seed).sample(range(len(questions)), limit)
    return tuple(questions[number] for number in sorted(chosen))
