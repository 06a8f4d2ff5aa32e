"""Requests in the words of a stronger model, held to what ours say.

The model is shown the configuration and our request and writes another one. Its words are taken
only where every value and name that the intents need still stands in them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.learn.records import Intent
from terraformer_ls.learn.words.describe import Description
from terraformer_ls.model.protocol import (
    LanguageModel,
    Message,
    ModelUnavailable,
    Role,
    Sampling,
)

_INSTRUCTIONS = (
    "You rewrite requests for Terraform configurations as an engineer would type them. Keep every "
    "value, name and number of the request exactly, ask for the same resources, add no requirement "
    "of your own. Answer with the request alone."
)
_LONGEST = 900


class ModelDescriber:
    """Rewrites requests with a language model.

    Args:
        model: who writes.
        seconds: how long one request may take.
    """

    def __init__(self, model: LanguageModel, seconds: float = 60.0) -> None:
        self._model = model
        self._sampling = Sampling(max_tokens=300, temperature=0.8, top_p=0.95, deadline=seconds)

    def __call__(self, text: str, description: Description) -> str | None:
        """The request in other words; None where the model fails or loses what was asked for."""
        question = f"Configuration:\n{text}\nRequest:\n{description.words}"
        messages = [Message(Role.SYSTEM, _INSTRUCTIONS), Message(Role.USER, question)]
        try:
            answers = self._model.chat(messages, self._sampling, Cancellation())
        except ModelUnavailable:
            return None
        words = answers[0].text.strip().strip('"') if answers and answers[0].finished else ""
        if not 0 < len(words) <= _LONGEST or "```" in words or 'resource "' in words:
            return None
        kept = all(_stands_in(intent, words, description.words) for intent in description.intents)
        return words if kept else None


def _stands_in(intent: Intent, words: str, before: str) -> bool:
    """Whether what an intent needs is said, as far as our own request said it by its letters."""
    if intent.kind == "symbol":
        said = [intent.address.rpartition(".")[2]]
    elif intent.kind == "value" and not isinstance(intent.value, bool):
        value: object = intent.value
        values = cast("Sequence[object]", value) if isinstance(value, list | tuple) else (value,)
        said = [str(one) for one in values]
    else:
        return True
    return all(_holds_word(words, one) for one in said if _holds_word(before, one))


def _holds_word(text: str, word: str) -> bool:
    return re.search(rf"(?<![\w.]){re.escape(word)}(?![\w])", text) is not None
