"""How a contestant is asked, and how its answer becomes a whole configuration.

A generation answers with everything; a mutation and a repair answer with the blocks that change,
which `propose/merge.py` works into what was there.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.hcl.document import Document
from terraformer_ls.learn.benchmarks.contestants import REFERENCE, Contestant
from terraformer_ls.learn.benchmarks.question import Question
from terraformer_ls.learn.held import constraint
from terraformer_ls.learn.records import Task
from terraformer_ls.learn.sft.examples import tuned_messages
from terraformer_ls.model import prompts
from terraformer_ls.model.protocol import Message, Sampling
from terraformer_ls.propose.digest import digests
from terraformer_ls.propose.merge import merge

_REPAIR = "Repair what is reported here; never remove a resource or silence a check:"


@dataclass(frozen=True, slots=True)
class Decoding:
    """How answers are drawn.

    Attributes:
        temperature: 0 takes the likeliest token each time.
        top_p: nucleus sampling, where the temperature is above 0.
        max_tokens: the longest answer.
        seconds: for one answer; what is there by then counts.
        samples: answers a question.
        repairs: rounds in which what the verifier said goes back to the model.
        constrained: whether the schema's constraint holds the model back while it writes.
        seed: of the first sample; the others count up from it.
    """

    temperature: float = 0.0
    top_p: float = 1.0
    max_tokens: int = 700
    seconds: float = 120.0
    samples: int = 1
    repairs: int = 0
    constrained: bool = False
    seed: int = 0

    def sampling(self, sample: int, round_: int = 0) -> Sampling:
        """What the model is told for one sample; another round is drawn differently."""
        return Sampling(
            max_tokens=self.max_tokens,
            temperature=self.temperature,
            top_p=self.top_p,
            seed=self.seed + sample + 1_000 * round_,
            deadline=self.seconds,
        )


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as a whole configuration, None where none can be made of it; and what it cost."""

    said: str
    configuration: str | None
    finished: bool = True
    seconds: float = 0.0
    tokens: int = 0


def ask(
    contestant: Contestant,
    question: Question,
    sampling: Sampling,
    cancellation: Cancellation,
    *,
    constrained: bool = False,
) -> Reply:
    """A contestant's answer to a question; `constrained` holds it to the schema while it writes.

    A generation then has to write what is asked for by name, too, as `generate` does.

    Raises:
        ModelUnavailable: none can be had.
        Cancelled: the cancellation was requested.
    """
    if contestant.model is None:
        reference = question.reference if contestant.spec == REFERENCE else ""
        return Reply(reference, reference or None)
    messages = _messages(contestant, question.task, question.before, question.words)
    if constrained:
        sampling = _held(sampling, contestant, question.task, question.before, question.words)
    return _reply(contestant, messages, question.before, sampling, cancellation)


def ask_repair(
    contestant: Contestant,
    broken: str,
    certificates: Sequence[str],
    sampling: Sampling,
    cancellation: Cancellation,
    *,
    constrained: bool = False,
) -> Reply:
    """A contestant's second thought about a configuration that did not pass."""
    messages = _messages(contestant, Task.REPAIR, broken, "\n".join(certificates))
    if constrained:
        sampling = _held(sampling, contestant, Task.REPAIR, broken, "")
    return _reply(contestant, messages, broken, sampling, cancellation)


def configuration_from(answer: str, before: str) -> str | None:
    """The whole configuration that an answer stands for; None where it is none."""
    # What is HCL from end to end is taken whole: a last line may say what to remove.
    bare = "```" not in answer and not Document(answer.encode("utf-8", "replace")).root.has_error
    hcl = answer if bare else prompts.extract_hcl(answer)
    if not hcl.strip():
        return None
    return merge(before, hcl) if before else hcl


def _held(
    sampling: Sampling, contestant: Contestant, task: Task, before: str, words: str
) -> Sampling:
    """The sampling with the schema's constraint on the answer."""
    fence = "" if contestant.tuned else prompts.FENCE
    return replace(sampling, constraint=constraint(task, before, words, fence))


def _reply(
    contestant: Contestant,
    messages: Sequence[Message],
    before: str,
    sampling: Sampling,
    cancellation: Cancellation,
) -> Reply:
    assert contestant.model is not None
    with contestant.turn:
        started = time.perf_counter()
        answers = contestant.model.chat(messages, sampling, cancellation)
        seconds = time.perf_counter() - started
    if not answers:
        return Reply("", None, finished=False, seconds=seconds)
    first = answers[0]
    configuration = configuration_from(first.text, before)
    return Reply(first.text, configuration, first.finished, seconds, first.tokens)


def _messages(contestant: Contestant, task: Task, before: str, words: str) -> tuple[Message, ...]:
    schema = digests(words, before) if contestant.reads_schema else ()
    if contestant.tuned:
        return tuned_messages(task, before, words, schema)
    if task is Task.GENERATE:
        return prompts.generate_messages(words, schema=schema)
    asked = words if task is Task.MUTATE else f"{_REPAIR}\n{words}"
    return prompts.mutate_messages(before, asked, schema=schema)
