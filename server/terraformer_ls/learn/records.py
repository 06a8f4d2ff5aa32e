"""What a data set consists of: documents to read and instances to learn or to be asked.

A data set is a folder of gzipped JSON Lines: `documents.jsonl.gz`, `tf_gen.jsonl.gz`,
`tf_mutn.jsonl.gz`, `repair.jsonl.gz`. Records are appended one by one, so that a file whose writer
was killed is still read up to where it got.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any


class Split(StrEnum):
    """What a record may be used for."""

    TRAIN = "train"
    VALIDATION = "validation"
    TEST = "test"


class Task(StrEnum):
    """What is asked for."""

    GENERATE = "generate"
    MUTATE = "mutate"
    REPAIR = "repair"


INSTANCE_FILES = {
    Task.GENERATE: "tf_gen.jsonl.gz",
    Task.MUTATE: "tf_mutn.jsonl.gz",
    Task.REPAIR: "repair.jsonl.gz",
}
"""Where a data set keeps the instances of each task."""


@dataclass(frozen=True, slots=True)
class Intent:
    """One thing that a request asks for, so that an answer can be held against it.

    An instance's answer meets its request when every intent holds on the plan of the answer
    (see `learn/intent.py`).

    Attributes:
        kind: "resource" (at least `count` of `type` are planned), "value" (a resource of `type`
            has `value` at `path`), "absent" (no resource of `type`, or of `name`, is left),
            "kept" (the block at `address` is what it was), "rule" (the policy rule `value` no
            longer finds anything on `type`), "symbol" (the module declares `address`:
            `var.x`, `output.x`, `local.x`, `module.x`, `data.T.N`; `data.T` is one of any name).
        type: resource or data source type; "" where it doesn't matter.
        address: of a block, for "kept", "absent" and "symbol".
        path: keys from the resource's planned values down: `versioning_configuration.0.status`.
        value: as JSON.
        count: for "resource".
    """

    kind: str
    type: str = ""
    address: str = ""
    path: str = ""
    value: Any = None
    count: int = 1


@dataclass(frozen=True, slots=True)
class Document:
    """One configuration to read, for models that complete.

    Attributes:
        text: HCL that passes `syntax` and `schema`.
        words: what its source says about it; "" where nothing.
        family: what it was made from; records of one family never stand on both sides of a split.
        types: resource and data source types in it, sorted.
        source: where it comes from, with its licence.
        stages: the verifier's verdict per stage: passed, failed or skipped.
        split: what it may be used for.
    """

    text: str
    family: str
    types: tuple[str, ...]
    source: str
    words: str = ""
    stages: dict[str, str] = field(default_factory=dict[str, str])
    split: Split = Split.TRAIN

    @property
    def key(self) -> str:
        """What makes it the same as another: its content, whatever the spacing."""
        return fingerprint(self.text)


@dataclass(frozen=True, slots=True)
class Instance:
    """One request with an answer that the verifier accepted.

    Attributes:
        task: what is asked for.
        words: the request or the instruction; for a repair the certificates, a line each.
        before: the configuration to change or to repair; "" for a generation.
        after: the whole configuration that answers the request.
        intents: what of the answer can be checked.
        family: what it was made from; records of one family never stand on both sides of a split.
        types: resource and data source types in `after`, sorted.
        provider: the provider of most of its resources: aws, azurerm, google, ...
        operation: for a mutation add, change, remove, secure, parametrise or refactor; for a
            generation single or scenario; for a repair the stage that failed.
        detail: how much the words say, from 1 (a hint) to 3 (values of arguments).
        difficulty: 1 to 6, by resources, references and lines (see `learn/difficulty.py`).
        stages: the verifier's verdict per stage on `after`.
        findings: how many policy findings `after` still has.
        source: where the material comes from, with its licence.
        split: what it may be used for.
    """

    task: Task
    words: str
    before: str
    after: str
    intents: tuple[Intent, ...]
    family: str
    types: tuple[str, ...]
    provider: str
    operation: str
    detail: int
    difficulty: int
    stages: dict[str, str]
    findings: int
    source: str
    split: Split = Split.TRAIN

    @property
    def key(self) -> str:
        """What makes it the same as another: request, question and answer, whatever the spacing."""
        return fingerprint("\n\x00".join((normal_words(self.words), self.before, self.after)))


def fingerprint(text: str) -> str:
    """A hash of what a text says, without regard to white space: 32 hexadecimal digits."""
    return hashlib.sha256(re.sub(r"\s+", "", text).encode()).hexdigest()[:32]


def normal_words(words: str) -> str:
    """A request without case, punctuation and spacing, to see that two are the same."""
    return " ".join(re.findall(r"[a-z0-9_.]+", words.lower()))


def write(path: Path, records: Iterable[Document | Instance], *, append: bool = False) -> int:
    """Write records and return how many; each is flushed, so a kill loses at most the last."""
    written = 0
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "at" if append else "wt", encoding="utf-8") as file:
        for record in records:
            file.write(json.dumps(asdict(record), ensure_ascii=False, separators=(",", ":")) + "\n")
            file.flush()
            written += 1
    return written


def read_documents(path: Path) -> Iterator[Document]:
    """The documents of a file, up to where its writer got."""
    for row in _rows(path):
        row["types"] = tuple(row["types"])
        row["split"] = Split(row["split"])
        yield Document(**row)


def read_instances(path: Path) -> Iterator[Instance]:
    """The instances of a file, up to where its writer got."""
    for row in _rows(path):
        row["types"] = tuple(row["types"])
        row["intents"] = tuple(Intent(**intent) for intent in row["intents"])
        row["task"] = Task(row["task"])
        row["split"] = Split(row["split"])
        yield Instance(**row)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    """One dictionary per whole line; what a killed writer left half is the end of the file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        try:
            for line in file:
                yield json.loads(line)
        except (EOFError, zlib.error, json.JSONDecodeError):
            return
