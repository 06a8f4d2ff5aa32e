"""What changes are derived from: the documents and the answers of a data set, cut to size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from random import Random

from terraformer_ls.learn.mutn.excerpt import excerpt
from terraformer_ls.learn.mutn.vocabulary import Vocabulary, vocabulary_of
from terraformer_ls.learn.records import Split, fingerprint, read_documents, read_instances

_MOST_PASSES = 12
_MOST_READ = 8_000


@dataclass(frozen=True, slots=True)
class Source:
    """A verified configuration with where it comes from."""

    text: str
    family: str
    source: str
    split: Split


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of work: a configuration to derive changes from, and a name for it that lasts."""

    name: str
    source: Source
    text: str
    random: Random


def read_sources(folders: Iterable[Path]) -> list[Source]:
    """The documents that plan and the generated configurations in some data sets."""
    found: dict[str, Source] = {}
    for folder in folders:
        documents = folder / "documents.jsonl.gz"
        if documents.exists():
            for document in read_documents(documents):
                if document.stages.get("plan") == "passed":
                    found.setdefault(
                        document.key,
                        Source(document.text, document.family, document.source, document.split),
                    )
        generated = folder / "tf_gen.jsonl.gz"
        if generated.exists():
            for instance in read_instances(generated):
                if instance.stages.get("plan") == "passed":
                    found.setdefault(
                        fingerprint(instance.after),
                        Source(instance.after, instance.family, instance.source, instance.split),
                    )
    return list(found.values())


def vocabularies(sources: Iterable[Source]) -> Mapping[Split, Vocabulary]:
    """One vocabulary for each split, of its own sources."""
    by_split: dict[Split, list[str]] = {split: [] for split in Split}
    for source in islice(sources, _MOST_READ):
        by_split[source.split].append(source.text)
    return {split: vocabulary_of(texts) for split, texts in by_split.items()}


def units(sources: list[Source], seed: int, done: set[str]) -> Iterator[Unit]:
    """Each source once, then each again with other dice; those that are done are left out."""
    for turn in count():
        if turn >= _MOST_PASSES:
            return
        order = list(sources)
        Random(f"{seed}:{turn}").shuffle(order)
        for source in order:
            name = f"{turn}:{fingerprint(source.text)}"
            if name in done:
                continue
            random = Random(f"{seed}:{name}")
            text = excerpt(source.text, random)
            if text is not None:
                yield Unit(name, source, text, random)
