"""The library of example configurations, found by words.

The examples are files under `library/`; a search index over their words is made in memory when it
is first asked (SQLite's full-text search, ranked by BM25).
"""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable


@dataclass(frozen=True, slots=True)
class Example:
    """One configuration with the words that ask for it."""

    name: str
    sentence: str
    words: tuple[str, ...]
    text: str


@lru_cache(maxsize=1)
def all_examples() -> tuple[Example, ...]:
    """Every example that ships, by name."""
    folder = resources.files("terraformer_ls.propose") / "library"
    found = [
        _example(f"{provider.name}/{file.name.removesuffix('.tf')}", file)
        for provider in folder.iterdir()
        if provider.is_dir()
        for file in provider.iterdir()
        if file.name.endswith(".tf")
    ]
    return tuple(sorted(found, key=lambda example: example.name))


def nearest_examples(words: str, most: int = 3) -> tuple[Example, ...]:
    """The examples whose words fit best, the best first; none if no word fits."""
    terms = re.findall(r"[a-z0-9]+", words.lower())
    if not terms:
        return ()
    query = " OR ".join(f'"{term}"' for term in dict.fromkeys(terms))
    ranked = "SELECT key FROM example WHERE example MATCH ? ORDER BY bm25(example, 0, 4, 4, 0.3)"
    rows = _index().execute(f"{ranked} LIMIT ?", (query, most))
    by_name = {example.name: example for example in all_examples()}
    return tuple(by_name[name] for (name,) in rows)


def _index() -> sqlite3.Connection:
    index = sqlite3.connect(":memory:")
    index.execute(
        "CREATE VIRTUAL TABLE example USING "
        "fts5(key UNINDEXED, name, words, text, tokenize='porter')"
    )
    index.executemany(
        "INSERT INTO example VALUES (?, ?, ?, ?)",
        (
            (e.name, e.name, " ".join((e.sentence, *e.words)), e.text.replace("_", " "))
            for e in all_examples()
        ),
    )
    return index


def _example(name: str, file: Traversable) -> Example:
    sentence, words, *rest = file.read_text(encoding="utf-8").split("\n", 2)
    phrasings = words.removeprefix("# words:").split("|")
    return Example(
        name=name,
        sentence=sentence.removeprefix("#").strip(),
        words=tuple(phrase.strip() for phrase in phrasings),
        text="".join(rest).lstrip("\n"),
    )
