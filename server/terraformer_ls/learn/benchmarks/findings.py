"""What `fix` offers for findings on configurations, and whether any offer does harm.

Every offer is applied to the module and judged by verifiers of its own, whose memory it does not
share, and by `harm.py`, which knows nothing of the accept rule.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from terraformer_ls.engine import Engine
from terraformer_ls.learn.benchmarks.harm import MEASURES, harms
from terraformer_ls.learn.benchmarks.question import Question, key_of
from terraformer_ls.learn.benchmarks.results import Result, ResultFile
from terraformer_ls.learn.benchmarks.run import Entry, OnProgress
from terraformer_ls.learn.benchmarks.spoiled import spoiled_texts
from terraformer_ls.learn.records import Task
from terraformer_ls.learn.verified import FILE
from terraformer_ls.propose.fix import propose_fixes
from terraformer_ls.verify.findings import Finding, Severity
from terraformer_ls.verify.report import Report
from terraformer_ls.workspace.discover import read_snapshot
from terraformer_ls.workspace.snapshot import Snapshot

_OF_ONE_MODULE = 2
_TRIES = 20


@dataclass(frozen=True, slots=True)
class Case:
    """A finding on a module."""

    snapshot: Snapshot
    report: Report
    finding: Finding
    question: Question


class Findings:
    """The benchmark over findings that are made up or that folders have.

    Args:
        folders: modules to take findings from; the library with things gone wrong if none.
        count: how many findings.
        seed: which ones.
        engine: what finds and what judges the offers; it asks no model.
    """

    name = "Fixes for findings"
    measures: Mapping[str, str] = {
        "offered": "a fix is offered",
        "harmless": "no fix that is offered does any harm below: must be 100",
        **MEASURES,
        "recipe": "a fix is offered that needed no model",
    }

    def __init__(self, folders: Sequence[Path], count: int, seed: int, engine: Engine) -> None:
        self._engine = engine
        self._folders = folders
        self._count = count
        self._seed = seed
        self.questions: list[Question] = []
        self.cases: list[Case] = []

    def find(self, on_progress: OnProgress) -> None:
        """Look for the findings; it takes a verification each."""
        modules = (
            (read_snapshot(folder) for folder in self._folders)
            if self._folders
            else _spoiled_modules(self._seed)
        )
        most = self._count if self._folders else _OF_ONE_MODULE
        tries = _TRIES * self._count
        for snapshot, _ in zip(modules, range(tries), strict=False):
            for case in self._cases_in(snapshot, most):
                if case.question not in self.questions:
                    self.cases.append(case)
                    self.questions.append(case.question)
                if len(self.cases) >= self._count:
                    return
            found = len(self.cases)
            on_progress(f"{found} of {self._count} findings", found / self._count)

    def run(
        self,
        entries: Sequence[Entry],
        engine_of: Callable[[Entry], Engine],
        results: ResultFile,
        on_progress: OnProgress | None = None,
    ) -> None:
        """Fill `results` with what is not there yet, one finding after the other."""
        whole, done = max(len(self.cases) * len(entries), 1), 0
        for entry in entries:
            engine = engine_of(entry)
            try:
                for case in self.cases:
                    done += 1
                    key = (self.name, entry.name, entry.setup(entry.name), case.question.key, 0)
                    if key not in results.results:
                        results.add(self._result(engine, entry, case))
                    if on_progress is not None:
                        on_progress(f"{entry.name}: {done} of {whole}", done / whole)
            finally:
                engine.close()

    def _result(self, engine: Engine, entry: Entry, case: Case) -> Result:
        report = engine.verify(case.snapshot)
        started = time.perf_counter()
        proposals = propose_fixes(engine, case.snapshot, case.finding, report=report)
        seconds = time.perf_counter() - started
        found: list[dict[str, float]] = []
        worst = ""
        for proposal in proposals:
            changed = case.snapshot.with_edits(proposal.edits)
            done = harms(
                case.finding, (case.snapshot, case.report), (changed, self._engine.verify(changed))
            )
            if any(done.values()) and not worst:
                worst = _text(changed)
            found.append(done)
        return Result(
            benchmark=self.name,
            contestant=entry.name,
            setup=entry.setup(entry.name),
            question=case.question.key,
            group=case.question.group,
            sample=0,
            scores={
                "offered": float(bool(proposals)),
                **_at_worst(found),
                "recipe": float(any(not proposal.llm for proposal in proposals)),
            },
            answer=worst,
            said=f"{case.finding.rule} at {case.finding.address}: "
            + "; ".join(proposal.title for proposal in proposals),
            stages={},
            seconds=round(seconds, 3),
        )

    def _cases_in(self, snapshot: Snapshot, most: int) -> Iterator[Case]:
        report = self._engine.verify(snapshot)
        wanted = [each for each in report.shown if each.severity is not Severity.HINT]
        for finding in _different(wanted)[:most]:
            text = _text(snapshot)
            key = key_of(finding.stage, finding.rule, finding.address, finding.message, text)
            question = Question(key, Task.REPAIR, finding.message, text, "", finding.stage)
            yield Case(snapshot, report, finding, question)


def _at_worst(found: Sequence[Mapping[str, float]]) -> dict[str, float | None]:
    """Each kind of harm if any offer does it; None where nothing was offered."""
    if not found:
        return dict.fromkeys(("harmless", *MEASURES))
    worst = {name: max(done[name] for done in found) for name in MEASURES}
    return {"harmless": 1.0 - max(worst.values()), **worst}


def seconds_of(results: Iterable[Result]) -> tuple[float, float, float]:
    """Mean, median and 95th percentile of how long offers took."""
    taken = sorted(result.seconds for result in results)
    if not taken:
        return (0.0, 0.0, 0.0)
    return (
        fmean(taken),
        taken[len(taken) // 2],
        taken[min(len(taken) * 95 // 100, len(taken) - 1)],
    )


def _different(findings: Iterable[Finding]) -> list[Finding]:
    """One finding a rule and block."""
    return list({(each.rule, each.address): each for each in findings}.values())


def _spoiled_modules(seed: int) -> Iterator[Snapshot]:
    for text in spoiled_texts(seed):
        yield Snapshot(Path("/spoiled"), {}).with_text(FILE, text.encode())


def _text(snapshot: Snapshot) -> str:
    return "\n".join(
        document.text.decode("utf-8", "replace") for document in snapshot.hcl_files.values()
    )
