"""The instances of a data set that reinforcement asks, as a model's tokenizer reads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from terraformer_ls.learn.grpo.recipe import Recipe
from terraformer_ls.learn.records import INSTANCE_FILES, Instance, Split, read_instances
from terraformer_ls.learn.sft.examples import conversation, turns


@dataclass(frozen=True, slots=True)
class Asked:
    """An instance as a tokenizer reads it.

    Attributes:
        turns: what a model is told.
        prompt: the same in token ids.
        reference: token ids of the data's own answer, with the one that ends it.
    """

    instance: Instance
    turns: list[dict[str, str]]
    prompt: list[int]
    reference: list[int]

    @property
    def length(self) -> int:
        """Tokens of the prompt and the reference."""
        return len(self.prompt) + len(self.reference)


def questions(data: Path, split: Split, tokenizer: Any, recipe: Recipe) -> list[Asked]:
    """The instances of one split that are short enough, of each task a part that never changes.

    Raises:
        FileNotFoundError: there is none.
    """
    found = list(_fitting(data, split, tokenizer, recipe))
    if not found:
        raise FileNotFoundError(
            f"{data} holds no {split} instance of at most {recipe.longest_prompt} tokens"
            f" with an answer of at most {recipe.longest_reference}"
        )
    return found


def evenly(found: Sequence[Asked], number: int) -> list[Asked]:
    """At most `number` of them, from all over, the same ones every time."""
    ordered = sorted(found, key=lambda asked: asked.instance.key)
    by_task = [
        [asked for asked in ordered if asked.instance.task == task]
        for task in sorted({asked.instance.task for asked in found})
    ]
    dealt = [
        tasks[turn]
        for turn in range(max(map(len, by_task), default=0))
        for tasks in by_task
        if turn < len(tasks)
    ]
    return dealt[:number]


def prompt_ids(tokenizer: Any, said: list[dict[str, str]]) -> list[int]:
    """A conversation as the model reads it before it answers."""
    rendered = tokenizer.apply_chat_template(said, tokenize=False, add_generation_prompt=True)
    return tokenizer.encode(rendered, add_special_tokens=False)


def _fitting(data: Path, split: Split, tokenizer: Any, recipe: Recipe) -> Iterator[Asked]:
    for task, name in INSTANCE_FILES.items():
        if task in recipe.tasks and (data / name).is_file():
            instances = _of(data / name, split, recipe)
            fitting = (_asked(instance, tokenizer, recipe) for instance in instances)
            yield from islice(filter(None, fitting), recipe.instances)


def _of(path: Path, split: Split, recipe: Recipe) -> list[Instance]:
    """What may be short enough, in an order that tells nothing."""
    # Nothing has fewer characters than tokens; the longest are not worth tokenising.
    most = 8 * (recipe.longest_prompt + recipe.longest_reference)
    found = (
        instance
        for instance in read_instances(path)
        if instance.split is split and len(instance.before) + len(instance.words) <= most
    )
    return sorted(found, key=lambda instance: instance.key)


def _asked(instance: Instance, tokenizer: Any, recipe: Recipe) -> Asked | None:
    """What a model is told and how long that is; None if it or the answer is too long."""
    messages, answer = conversation(instance)
    said = turns(messages)
    reference = tokenizer.encode(answer, add_special_tokens=False)
    if not 0 < len(reference) <= recipe.longest_reference:
        return None
    prompt = prompt_ids(tokenizer, said)
    if len(prompt) > recipe.longest_prompt:
        return None
    return Asked(instance, said, prompt, [*reference, int(tokenizer.eos_token_id)])
