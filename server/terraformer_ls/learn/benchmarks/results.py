"""What was answered and what it achieved: one line of JSON an answer, so that a run can go on.

A run that was killed left at most half a line, which is cut off when the file is opened again. A
result is used again only for the same question, contestant and decoding.
"""

from __future__ import annotations

import contextlib
import json
import os
import threading
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from terraformer_ls.learn.benchmarks.validity import LADDER
from terraformer_ls.verify.report import Status


@dataclass(frozen=True, slots=True)
class Result:
    """One answer to one question.

    Attributes:
        benchmark: its name.
        contestant: who answered, as tables call it.
        setup: what it was and how it decoded: results of other setups are not comparable.
        question: its key.
        group: the question's.
        sample: which of several answers to the same question.
        scores: what it achieved, by measure.
        answer: the whole configuration, "" where none could be made of the answer.
        said: the model's own words.
        stages: the verifier's verdict per stage.
        certificates: what the first stage that fails says.
        seconds: that the model took.
        tokens: that it wrote, where known.
        repairs: rounds of repair that went into it.
        problem: why there is no answer, or "".
    """

    benchmark: str
    contestant: str
    setup: str
    question: str
    group: str
    sample: int
    scores: Mapping[str, float | None]
    answer: str
    said: str
    stages: Mapping[str, str]
    certificates: tuple[str, ...] = ()
    seconds: float = 0.0
    tokens: int = 0
    repairs: int = 0
    problem: str = ""

    @property
    def key(self) -> tuple[str, str, str, str, int]:
        """What it is the result of."""
        return (self.benchmark, self.contestant, self.setup, self.question, self.sample)

    @property
    def is_unverified(self) -> bool:
        """Whether a stage could not run although the answer passed those before it."""
        for stage in LADDER:
            status = self.stages.get(stage, Status.PASSED)
            if status != Status.PASSED:
                return status == Status.SKIPPED
        return False


class ResultFile:
    """Results in a file, or in memory alone. Safe to share between threads.

    Args:
        path: where lines are appended; None keeps nothing beyond this process.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._lock = threading.Lock()
        self.results: dict[tuple[str, str, str, str, int], Result] = {}
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            _cut_half_line(path)
            for result in _read(path):
                self.results[result.key] = result
        self._file = path.open("a", encoding="utf-8") if path is not None else None

    def __enter__(self) -> ResultFile:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def add(self, result: Result) -> None:
        """Remember a result; it is on disk when this returns."""
        with self._lock:
            self.results[result.key] = result
            if self._file is not None:
                self._file.write(json.dumps(asdict(result), ensure_ascii=False) + "\n")
                self._file.flush()

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()


def _cut_half_line(path: Path) -> None:
    with contextlib.suppress(FileNotFoundError), path.open("r+b") as file:
        text = file.read()
        file.truncate(text.rfind(b"\n") + 1)
        os.fsync(file.fileno())


def _read(path: Path) -> Iterator[Result]:
    with contextlib.suppress(FileNotFoundError), path.open(encoding="utf-8") as lines:
        for line in lines:
            row: dict[str, Any] = json.loads(line)
            row["certificates"] = tuple(row["certificates"])
            yield Result(**row)
