"""What may not be kept because something like it is there: in the data, or in a benchmark."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from pathlib import Path

from terraformer_ls.learn.near import NearIndex
from terraformer_ls.learn.records import Document, Instance, Split, fingerprint, normal_words

_NEAR_TEXT = 0.8
_NEAR_WORDS = 0.7
_NEAR_BOTH = 0.85
_SHORTEST_NEAR = 12


class Duplicates:
    """Everything kept so far, and benchmarks that must not be met in training."""

    def __init__(self, benchmarks: Iterable[Path] = ()) -> None:
        self._words: set[str] = set()
        self._answers: dict[str, int] = {}
        # What is for tests, and what is not: neither may hold what is near to the other.
        self._texts = {side: NearIndex(_NEAR_TEXT) for side in (True, False)}
        self._both = {side: NearIndex(_NEAR_BOTH) for side in (True, False)}
        self._foreign_words: set[str] = set()
        self._foreign_near = NearIndex(_NEAR_WORDS)
        self._foreign_texts = NearIndex(_NEAR_TEXT)
        for path in benchmarks:
            self._add_benchmark(path)

    def reason(self, instance: Instance) -> str:
        """Why an instance may not be kept; "" where it may."""
        words = normal_words(instance.words)
        if words in self._words:
            return "the same words as another"
        if words in self._foreign_words or (
            len(words.split()) >= _SHORTEST_NEAR and self._foreign_near.holds_near(words)
        ):
            return "words near to a benchmark's"
        if self._foreign_texts.holds_near(instance.after):
            return "a configuration near to a benchmark's"
        if self._answers.get(fingerprint(instance.after), 0) >= 2:
            return "a configuration that is there twice"
        is_test = instance.split is Split.TEST
        if self._texts[not is_test].holds_near(instance.after):
            return "near to one on the other side of the split"
        if self._both[is_test].holds_near(_both(instance)):
            return "near to another"
        return ""

    def add(self, instance: Instance) -> None:
        """Remember an instance that is kept."""
        self._words.add(normal_words(instance.words))
        key = fingerprint(instance.after)
        self._answers[key] = self._answers.get(key, 0) + 1
        is_test = instance.split is Split.TEST
        self._texts[is_test].add(instance.after)
        self._both[is_test].add(_both(instance))

    def add_document(self, document: Document) -> None:
        """Remember a document: what is on the other side of the split must not be near to it."""
        self._texts[document.split is Split.TEST].add(document.text)

    def _add_benchmark(self, path: Path) -> None:
        """Prompts and references of a CSV in IaC-Eval's columns."""
        csv.field_size_limit(sys.maxsize)
        with path.open(newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                words = normal_words(row.get("Prompt") or "")
                self._foreign_words.add(words)
                self._foreign_near.add(words)
                reference = row.get("Reference output") or ""
                if reference.strip():
                    self._foreign_texts.add(reference)


def _both(instance: Instance) -> str:
    return f"{instance.words}\n{instance.after}"
