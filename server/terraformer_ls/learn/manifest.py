"""Hashes of all that a data set holds, so that anyone can check what was not learnt from.

Of every record the request and each configuration are hashed apart, by split: a request that stands
in a benchmark, or a configuration that stands on both sides of a split, is found by its hash alone.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

from terraformer_ls.learn.records import (
    INSTANCE_FILES,
    Document,
    Instance,
    Split,
    Task,
    fingerprint,
    normal_words,
    read_documents,
    read_instances,
)

FILE = "manifest.json.gz"
DOCUMENTS = "documents.jsonl.gz"
INSTANCES = tuple(INSTANCE_FILES.values())

_DIGITS = 16

Manifest = Mapping[str, Mapping[str, tuple[str, ...]]]
"""By split, then by `words` and `texts`: sorted hashes of 16 hexadecimal digits."""


def manifest_of(folder: Path) -> Manifest:
    """The hashes of a data set's records."""
    found: dict[str, dict[str, set[str]]] = {
        str(split): {"words": set(), "texts": set()} for split in Split
    }
    for record in _records(folder):
        hashes = found[str(record.split)]
        if isinstance(record, Document):
            hashes["texts"].add(hash_of_text(record.text))
            continue
        # A repair's words are certificates: the same ones come of many configurations.
        if record.task is not Task.REPAIR:
            hashes["words"].add(hash_of_words(record.words, record.before))
        for text in (record.before, record.after):
            if text.strip():
                hashes["texts"].add(hash_of_text(text))
    return {
        split: {kind: tuple(sorted(hashes)) for kind, hashes in kinds.items()}
        for split, kinds in found.items()
    }


def write_manifest(folder: Path) -> Path:
    """Write the manifest of a data set into its folder, the same bytes for the same records."""
    path = folder / FILE
    text = json.dumps(manifest_of(folder), separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode(), mtime=0))
    return path


def read_manifest(path: Path) -> Manifest:
    """A manifest that was written."""
    loaded = cast("dict[str, dict[str, list[str]]]", json.loads(gzip.decompress(path.read_bytes())))
    return {
        split: {kind: tuple(hashes) for kind, hashes in kinds.items()}
        for split, kinds in loaded.items()
    }


def leaks(manifest: Manifest) -> tuple[str, ...]:
    """The hashes that are for training and for tests at once: there must be none."""
    return tuple(
        sorted(
            {
                one
                for kind in ("words", "texts")
                for one in set(manifest[Split.TRAIN][kind]) & set(manifest[Split.TEST][kind])
            }
        )
    )


def met(manifest: Manifest, benchmark: Path) -> tuple[str, ...]:
    """The hashes of a benchmark's requests and references that are for training: none may be.

    Args:
        manifest: of the data that was learnt from.
        benchmark: a CSV in IaC-Eval's columns.
    """
    learnt = manifest[Split.TRAIN], manifest[Split.VALIDATION]
    known = {one for kinds in learnt for hashes in kinds.values() for one in hashes}
    return tuple(sorted(set(_hashes_of_benchmark(benchmark)) & known))


def hash_of_words(words: str, before: str = "") -> str:
    """The hash of a request, and of what it is about if it is to change something."""
    return _hash(f"{normal_words(words)}\0{fingerprint(before) if before.strip() else ''}")


def hash_of_text(text: str) -> str:
    """The hash of a configuration, whatever its spacing."""
    return _hash(fingerprint(text))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def _hashes_of_benchmark(path: Path) -> Iterator[str]:
    csv.field_size_limit(sys.maxsize)
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            yield hash_of_words(row.get("Prompt") or "")
            yield hash_of_text(row.get("Reference output") or "")


def _records(folder: Path) -> Iterator[Document | Instance]:
    if (folder / DOCUMENTS).exists():
        yield from read_documents(folder / DOCUMENTS)
    for name in INSTANCES:
        if (folder / name).exists():
            yield from read_instances(folder / name)
