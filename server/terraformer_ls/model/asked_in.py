"""In which words a model is asked: those it was tuned with, or those that explain everything."""

from __future__ import annotations

from collections.abc import Sequence

from terraformer_ls.model import prompts, tuned
from terraformer_ls.model.embedded import EmbeddedModel
from terraformer_ls.model.protocol import LanguageModel, Message


def was_tuned_here(model: LanguageModel) -> bool:
    """Whether a model was trained with our own prompts, as far as can be seen."""
    return isinstance(model, EmbeddedModel) and model.tuned


def opening(model: LanguageModel) -> str:
    """The line that an answer to what is asked here begins with; "" if it begins with its HCL."""
    return "" if was_tuned_here(model) else prompts.FENCE


def generation(
    model: LanguageModel, words: str, examples: Sequence[tuple[str, str]] = ()
) -> tuple[Message, ...]:
    """From words to a configuration; `examples` help models that were not trained for it."""
    if was_tuned_here(model):
        return tuned.generate_prompt(words)
    return prompts.generate_messages(words, examples)


def mutation(
    model: LanguageModel, configuration: str, words: str, rejections: Sequence[str] = ()
) -> tuple[Message, ...]:
    """From a configuration and words to the blocks that change."""
    if was_tuned_here(model):
        return tuned.mutate_prompt(configuration, "\n".join((words, *rejections)))
    return prompts.mutate_messages(configuration, words, rejections)


def repair(
    model: LanguageModel, block: str, rule: str, certificates: Sequence[str]
) -> tuple[Message, ...]:
    """From a block and what a tool said about it to the repaired block."""
    if was_tuned_here(model):
        return tuned.repair_prompt(block, certificates)
    return prompts.fix_messages(block, rule, certificates)
