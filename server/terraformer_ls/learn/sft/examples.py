"""From records to token sequences with a weight for each token's loss.

A gap's context is worth a quarter, since the model may as well learn to read it, its middle twice
and the mark at its end four times as much as plain text: stopping is what a small model learns
last. The end of an answer is worth what its other tokens are: with more, a model would learn to end
before all blocks are there that were asked for. What a user says is worth nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from terraformer_ls.learn.records import Document, Instance, Task
from terraformer_ls.learn.sft.gaps import cut
from terraformer_ls.model.fim import FimFormat
from terraformer_ls.model.protocol import Message
from terraformer_ls.model.tuned import generate_prompt, mutate_prompt, repair_prompt
from terraformer_ls.propose.digest import digests
from terraformer_ls.propose.merge import difference

CONTEXT_WEIGHT = 0.25
MIDDLE_WEIGHT = 2.0
END_WEIGHT = 4.0


@dataclass(frozen=True, slots=True)
class Example:
    """One sequence: `tokens` (ids) and, for each, what predicting it is worth; equally long."""

    kind: str
    tokens: list[int]
    weights: list[float]


class Encoder:
    """Turns records into examples with a model's tokenizer, chat template and marks for gaps.

    Args:
        tokenizer: of transformers, with a chat template.
        fim: the model's format for gaps, or None if it has none.
        longest: tokens of an example; plain text is cut, an instance that is longer is left out.
    """

    def __init__(self, tokenizer: Any, fim: FimFormat | None, longest: int) -> None:
        self._tokenizer = tokenizer
        self._fim = fim
        self._longest = longest
        vocabulary: dict[str, int] = tokenizer.get_vocab()
        self._end = vocabulary.get("<|endoftext|>", int(tokenizer.eos_token_id))

    def gap(self, document: Document, random: Random) -> Example:
        """A gap in a document, to be filled from what stands around it."""
        if self._fim is None:
            return self.plain(document, random)
        gap = cut(document.text, random)
        # Characters first: only the nearest few are encoded.
        after = "" if random.random() < 0.12 else gap.suffix[:500]
        prefix = self._encode(gap.prefix[-1600:])[-random.choice((64, 128, 256, 384)) :]
        suffix = self._encode(after)[: random.choice((16, 48, 96))]
        middle = self._encode(gap.middle)[:180]
        marks = self._fim
        if marks.suffix_first:
            context = self._encode(marks.start + marks.suffix) + suffix
            context += self._encode(marks.prefix) + prefix + self._encode(marks.end)
        else:
            context = self._encode(marks.start + marks.prefix) + prefix
            context += self._encode(marks.suffix) + suffix + self._encode(marks.end)
        weights = [CONTEXT_WEIGHT] * len(context) + [MIDDLE_WEIGHT] * len(middle) + [END_WEIGHT]
        return Example("gap", [*context, *middle, self._end], weights)

    def plain(self, document: Document, random: Random) -> Example:
        """A document from its start, or a part of a long one from the start of a line."""
        tokens = self._encode(document.text)
        if len(tokens) > self._longest - 2:
            lines = document.text.splitlines(keepends=True)
            start = random.randrange(len(lines))
            tokens = self._encode("".join(lines[start:]))
        tokens = [self._end, *tokens, self._end][: self._longest]
        return Example("plain", tokens, [1.0] * len(tokens))

    def described(self, document: Document) -> Example | None:
        """A document as the answer to what its source says about it; None if that doesn't fit."""
        messages = tuned_messages(Task.GENERATE, "", document.words, digests(document.words))
        return self._chat("generate", messages, document.text)

    def instance(self, instance: Instance) -> Example | None:
        """An instance as its tuned model is asked and answers; None if that doesn't fit."""
        messages, answer = conversation(instance)
        return self._chat(instance.task, messages, answer)

    def _chat(self, kind: str, messages: Sequence[Message], answer: str) -> Example | None:
        rendered: str = self._tokenizer.apply_chat_template(
            turns(messages), tokenize=False, add_generation_prompt=True
        )
        prompt = self._encode(rendered)
        said = self._encode(answer.strip() + "\n")
        if len(prompt) + len(said) + 1 > self._longest:
            return None
        weights = [0.0] * len(prompt) + [1.0] * (len(said) + 1)
        return Example(kind, [*prompt, *said, int(self._tokenizer.eos_token_id)], weights)

    def _encode(self, text: str) -> list[int]:
        return self._tokenizer.encode(text, add_special_tokens=False) if text else []


def conversation(instance: Instance) -> tuple[tuple[Message, ...], str]:
    """How a tuned model is asked an instance, and what it should answer."""
    before, words = instance.before, instance.words
    messages = tuned_messages(instance.task, before, words, digests(words, before))
    if instance.task is Task.GENERATE:
        return messages, instance.after
    return messages, difference(before, instance.after)


def tuned_messages(
    task: Task, before: str, words: str, schema: Sequence[str]
) -> tuple[Message, ...]:
    """What a tuned model is asked for a task; a repair's `words` are certificates, a line each."""
    if task is Task.GENERATE:
        return generate_prompt(words, schema)
    if task is Task.MUTATE:
        return mutate_prompt(before, words, schema)
    return repair_prompt(before, words.splitlines(), schema)


def turns(messages: Sequence[Message]) -> list[dict[str, str]]:
    """Messages in the form that chat templates take."""
    return [{"role": str(turn.role), "content": turn.content} for turn in messages]
