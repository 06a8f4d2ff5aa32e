"""A change that was derived, before anybody has verified it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from terraformer_ls.learn.mutn.configuration import Configuration
from terraformer_ls.learn.mutn.vocabulary import Vocabulary
from terraformer_ls.learn.records import Intent


@dataclass(frozen=True, slots=True)
class Draft:
    """A request and what answers it.

    Attributes:
        operation: add, change, remove, secure, parametrise or refactor.
        kind: which way of deriving made it: the name of its file.
        words: the request.
        after: the whole configuration after the change.
        intents: what the words ask for, each false of `before` or said to stay.
        detail: how much the words say, from 1 (a hint) to 3 (addresses and values).
    """

    operation: str
    kind: str
    words: str
    after: str
    intents: tuple[Intent, ...]
    detail: int = 2


Deriver = Callable[[Configuration, Vocabulary, Random], Iterator[Draft]]
"""Derives changes of one kind from a configuration, in random order, none, some or many."""
