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


def reads_schema(model: LanguageModel) -> bool:
    """Whether a model is told about the schema: one that was tuned without it is not."""
    return not isinstance(model, EmbeddedModel) or not model.tuned or model.reads_schema


def generation(
    model: LanguageModel,
    words: str,
    examples: Sequence[tuple[str, str]] = (),
    schema: Sequence[str] = (),
) -> tuple[Message, ...]:
    """From words to a configuration.

    Args:
        model: who is asked.
        words: the request.
        examples: words and configurations, for models that were not trained for it.
        schema: what the likely types take, a line each (`propose/digest.py`).
    """
    if was_tuned_here(model):
        return tuned.generate_prompt(words, schema)
    return prompts.generate_messages(words, examples, schema)


def mutation(
    model: LanguageModel,
    configuration: str,
    words: str,
    rejections: Sequence[str] = (),
    schema: Sequence[str] = (),
) -> tuple[Message, ...]:
    """From a configuration and words to the blocks that change; `schema` as for `generation`."""
    if was_tuned_here(model):
        return tuned.mutate_prompt(configuration, "\n".join((words, *rejections)), schema)
    return prompts.mutate_messages(configuration, words, rejections, schema)


def repair(
    model: LanguageModel,
    block: str,
    rule: str,
    certificates: Sequence[str],
    schema: Sequence[str] = (),
) -> tuple[Message, ...]:
    """From a block and what a tool said about it to the repaired block; `schema` as above."""
    if was_tuned_here(model):
        return tuned.repair_prompt(block, certificates, schema)
    return prompts.fix_messages(block, rule, certificates, schema)
