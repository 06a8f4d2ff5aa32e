"""Sixty requests in words, through the whole of `generate`: what a user of TerraFormer gets.

Not a model alone is measured but the product: the model and the library of examples, the ladder and
the choice between candidates. Each request says which resources and values its plan must have, so
that a verified answer to another question does not count as an answer.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from terraformer_ls.engine import Engine
from terraformer_ls.learn.benchmarks.question import Question, Scores, key_of
from terraformer_ls.learn.benchmarks.results import Result, ResultFile
from terraformer_ls.learn.benchmarks.run import Entry, OnProgress
from terraformer_ls.learn.benchmarks.validity import MEASURES, policy_scores, validity
from terraformer_ls.learn.intent import holds
from terraformer_ls.learn.records import Intent, Task
from terraformer_ls.learn.verified import FILE, Verdict
from terraformer_ls.propose.examples import all_examples
from terraformer_ls.propose.generate import Generated, generate
from terraformer_ls.verify.findings import Stage
from terraformer_ls.verify.report import Report, Status
from terraformer_ls.workspace.snapshot import Snapshot

_WANTED = re.compile(r"\s*(?P<type>\w+)(?:\.(?P<path>[\w.]+)\s*=\s*(?P<value>.+?)|\s+x(?P<n>\d+))?")


class Requests:
    """The benchmark over `requests.txt`, or over a file of the user's own in its form.

    Raises:
        ValueError: a line is not of that form.
        OSError: the file can't be read.
    """

    name = "Requests in words"
    stages: tuple[Stage, ...] = tuple(Stage)
    measures: Mapping[str, str] = {
        "verified": "something came out that passes every stage, policies included",
        "right": "and its plan has what the request asks for",
        "offered": "something came out that plans",
        "model": "what came out was written by the model, not found in the library",
        **MEASURES,
        "intents": "share of what the request asks for that the plan has",
        "policy": "of what plans: share of policies that hold, by severity",
    }

    def __init__(self, file: Path | None = None) -> None:
        path = file or Path(__file__).with_name("requests.txt")
        self._intents: dict[str, tuple[Intent, ...]] = {}
        self.questions: list[Question] = []
        for line in path.read_text("utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                self._add(line)

    def scores(self, question: Question, answer: str, verdict: Verdict) -> Scores:
        """What a configuration achieves; who wrote it is not its text's to say."""
        valid = validity(answer, verdict)
        policy = verdict.report.result(Stage.POLICY)
        clean = policy is not None and policy.status is Status.PASSED
        verified = valid["plan"] == 1.0 and clean and verdict.report.clean
        held = [
            holds(intent, "", answer, verdict.plan, verdict.report)
            for intent in self._intents[question.key]
        ]
        met = sum(held) / len(held)
        return {
            "verified": float(verified),
            "right": float(verified and met == 1.0),
            "offered": valid["plan"],
            **valid,
            "intents": met,
            "policy": policy_scores(verdict)["policy"],
        }

    def run(
        self,
        questions: Sequence[Question],
        entries: Sequence[Entry],
        engine_of: Callable[[Entry], Engine],
        results: ResultFile,
        on_progress: OnProgress | None = None,
    ) -> None:
        """Fill `results` with what is not there yet, one request after the other."""
        whole, done = max(len(questions) * len(entries), 1), 0
        for entry in entries:
            engine = engine_of(entry)
            try:
                for question in questions:
                    done += 1
                    result = self._result(entry, question)
                    if result.key in results.results:
                        continue
                    results.add(self._asked(engine, entry, question))
                    if on_progress is not None:
                        on_progress(f"{entry.name}: {done} of {whole}", done / whole)
            finally:
                engine.close()

    def _asked(self, engine: Engine, entry: Entry, question: Question) -> Result:
        started = time.perf_counter()
        made = generate(engine, question.words)
        seconds = time.perf_counter() - started
        problem = "; ".join(engine.notices())
        if made is None:
            return self._result(entry, question, seconds=seconds, problem=problem)
        snapshot = Snapshot(Path("/generated"), {}).with_text(FILE, made.text.encode())
        verdict = Verdict(made.report, engine.plans(snapshot).get("."))
        return self._result(entry, question, made, verdict, seconds, problem)

    def _result(
        self,
        entry: Entry,
        question: Question,
        made: Generated | None = None,
        verdict: Verdict | None = None,
        seconds: float = 0.0,
        problem: str = "",
    ) -> Result:
        verdict = verdict or Verdict(Report(()))
        answer = made.text if made is not None else ""
        by_model = made is not None and not _is_from_library(made)
        return Result(
            benchmark=self.name,
            contestant=entry.name,
            setup=entry.setup(entry.name),
            question=question.key,
            group=question.group,
            sample=0,
            scores={**self.scores(question, answer, verdict), "model": float(by_model)},
            answer=answer,
            said=made.origin if made is not None else "",
            stages=verdict.stages,
            seconds=round(seconds, 3),
            problem=problem,
        )

    def _add(self, line: str) -> None:
        parts = [part.strip() for part in line.split("|")]
        if len(parts) != 4:
            raise ValueError(f"this is not `cloud | level | words | resources`: {line}")
        cloud, level, words, wanted = parts
        key = key_of(cloud, level, words, wanted)
        self._intents[key] = tuple(intents_in(wanted))
        self.questions.append(Question(key, Task.GENERATE, words, "", "", f"{cloud}, {level}"))


def intents_in(wanted: str) -> list[Intent]:
    """What a line of requests asks for, parted by commas.

    Raises:
        ValueError: it can't be read.
    """
    found: list[Intent] = []
    for part in wanted.split(","):
        match = _WANTED.fullmatch(part.rstrip())
        if match is None:
            raise ValueError(f"this is not a type, `type xN` or `type.path = JSON`: {part}")
        if match["path"]:
            value = json.loads(match["value"])
            found.append(Intent("value", type=match["type"], path=match["path"], value=value))
        else:
            found.append(Intent("resource", type=match["type"], count=int(match["n"] or 1)))
    return found


def _is_from_library(made: Generated) -> bool:
    return made.evidence.made_by == "recipe" or made.text.strip() in _library()


@lru_cache(maxsize=1)
def _library() -> frozenset[str]:
    return frozenset(example.text.strip() for example in all_examples())
