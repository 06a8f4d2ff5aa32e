"""Asking every contestant every question, with verification beside the decoding.

While a model writes, processes verify what was written before. Every result is kept as soon as it
is there, and a run that was stopped goes on where it was.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass, replace

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.learn.benchmarks.asking import Decoding, Reply, ask, ask_repair
from terraformer_ls.learn.benchmarks.contestants import Contestant
from terraformer_ls.learn.benchmarks.question import Benchmark, Question
from terraformer_ls.learn.benchmarks.results import Result, ResultFile
from terraformer_ls.learn.benchmarks.validity import LADDER, first_certificates
from terraformer_ls.learn.verified import Verdict, VerifierPool
from terraformer_ls.model.protocol import ModelUnavailable
from terraformer_ls.verify.findings import Stage
from terraformer_ls.verify.report import Report
from terraformer_ls.verify.reward import reward

OnProgress = Callable[[str, float], None]
"""Told what is being done and the share of all that is done, 0 to 1."""

_FAILURES_IN_A_ROW = 3
_NO_VERDICT = Verdict(Report(()))


class ContestantGone(Exception):
    """A contestant no longer answers; the message says so. What it answered is kept."""


class _NotVerified(Exception):
    """No verdict could be had on an answer, which says nothing about the answer."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A contestant and how it decodes: one column of the table."""

    contestant: Contestant
    decoding: Decoding

    @property
    def name(self) -> str:
        """The column's name for first answers."""
        return self.contestant.name + (" constrained" if self.decoding.constrained else "")

    @property
    def repaired_name(self) -> str:
        """The column's name after the rounds of repair."""
        return f"{self.name} +{self.decoding.repairs} repairs"

    @property
    def names(self) -> tuple[str, ...]:
        """All its columns."""
        return (self.name, self.repaired_name) if self.decoding.repairs else (self.name,)

    def setup(self, name: str) -> str:
        """What results of the column `name` depend on besides the question."""
        decoding = asdict(self.decoding)
        del decoding["samples"]
        if name == self.name:
            del decoding["repairs"]
        said = f"{self.contestant.spec} {sorted(decoding.items())}"
        return hashlib.sha256(said.encode()).hexdigest()[:12]


def run(
    benchmark: Benchmark,
    questions: Sequence[Question],
    entries: Sequence[Entry],
    verifiers: VerifierPool,
    results: ResultFile,
    *,
    parallel: int = 2,
    on_progress: OnProgress | None = None,
) -> None:
    """Fill `results` with what is not there yet.

    Args:
        benchmark: what scores answers.
        questions: those of its questions that are asked.
        entries: who answers, one after the other.
        verifiers: processes that verify answers.
        results: where results are kept.
        parallel: questions under way at a time.
        on_progress: told how far it is.

    Raises:
        ContestantGone: a model failed several times in a row; the others were asked all the same.
    """
    gone: list[str] = []
    whole = max(len(questions) * sum(entry.decoding.samples for entry in entries), 1)
    done = 0
    for entry in entries:
        asked = [
            (question, sample) for question in questions for sample in range(entry.decoding.samples)
        ]
        missing = [
            (question, sample)
            for question, sample in asked
            if not all(
                _is_answered(results, key) for key in _keys(benchmark, entry, question, sample)
            )
        ]
        done += len(asked) - len(missing)
        attempts = _Attempts(benchmark, entry, verifiers, results)
        try:
            for _ in attempts.make(missing, parallel):
                done += 1
                if on_progress is not None:
                    on_progress(f"{benchmark.name}: {entry.name} {done} of {whole}", done / whole)
        except ContestantGone as error:
            gone.append(str(error))
    if gone:
        raise ContestantGone("; ".join(gone))


class _Attempts:
    """One contestant's answers to many questions."""

    def __init__(
        self, benchmark: Benchmark, entry: Entry, verifiers: VerifierPool, results: ResultFile
    ) -> None:
        self._benchmark = benchmark
        self._entry = entry
        self._verifiers = verifiers
        self._results = results
        self._cancellation = Cancellation()
        self._lock = threading.Lock()
        # A model that misses one question gets nothing for it; one that is gone gets no results.
        self._failed: list[tuple[Question, int, str]] = []
        self._answers = False

    def make(self, asked: Iterable[tuple[Question, int]], parallel: int) -> Iterable[None]:
        """Ask all of it; yields after each."""
        pool = ThreadPoolExecutor(max(parallel, 1), thread_name_prefix="benchmark")
        try:
            under_way = [pool.submit(self._attempt, *each) for each in asked]
            for future in as_completed(under_way):
                future.result()
                yield
            if self._failed and not self._answers:
                raise ContestantGone(f"{self._entry.name}: {self._failed[0][2]}")
            self._give_nothing_for_failures()
        finally:
            # Whatever ended it, Ctrl-C among them: nobody waits for what is still being written.
            self._cancellation.cancel()
            pool.shutdown(cancel_futures=True)

    def _attempt(self, question: Question, sample: int) -> None:
        sampling = self._entry.decoding.sampling(sample)
        try:
            reply = ask(
                self._entry.contestant,
                question,
                sampling,
                self._cancellation,
                constrained=self._entry.decoding.constrained,
            )
            verdict = self._verdict(reply)
            first = self._result(self._entry.name, question, sample, reply, verdict)
            last = self._repaired(question, sample, reply, verdict, first)
        except (ModelUnavailable, _NotVerified) as error:
            self._fail(question, sample, error)
            return
        with self._lock:
            self._answers = True
            self._give_nothing_for_failures()
        self._results.add(first)
        if last is not None:
            self._results.add(last)

    def _fail(self, question: Question, sample: int, error: Exception) -> None:
        with self._lock:
            self._failed.append((question, sample, str(error)))
            if len(self._failed) >= _FAILURES_IN_A_ROW:
                raise ContestantGone(f"{self._entry.name}: {error}") from error

    def _give_nothing_for_failures(self) -> None:
        for question, sample, problem in self._failed:
            for name in self._entry.names:
                nothing = self._result(name, question, sample, Reply("", None), _NO_VERDICT)
                self._results.add(replace(nothing, problem=problem))
        self._failed.clear()

    def _verdict(self, reply: Reply) -> Verdict:
        if reply.configuration is None:
            return _NO_VERDICT
        for _ in range(2):  # a process that died is started again
            verdict = self._verifiers.verdict(reply.configuration, self._benchmark.stages)
            if verdict.report.results:
                return verdict
        raise _NotVerified("its answer could not be verified: the log has the details")

    def _repaired(
        self, question: Question, sample: int, reply: Reply, verdict: Verdict, first: Result
    ) -> Result | None:
        """The result after the rounds of repair; None where none were asked for."""
        decoding = self._entry.decoding
        if not decoding.repairs:
            return None
        name = self._entry.repaired_name
        if self._entry.contestant.model is None:
            return replace(first, contestant=name, setup=self._entry.setup(name))
        best, best_verdict = reply, verdict
        seconds, tokens, rounds = reply.seconds, reply.tokens, 0
        for round_ in range(1, decoding.repairs + 1):
            certificates = first_certificates(best_verdict.report, self._asked_stages())
            if best.configuration is not None and not certificates:
                break
            rounds = round_
            tried = self._again(question, best, certificates, sample, round_)
            seconds, tokens = seconds + tried.seconds, tokens + tried.tokens
            judged = self._verdict(tried)
            if _is_better(tried, judged, best, best_verdict):
                best, best_verdict = tried, judged
        cost = replace(best, seconds=seconds, tokens=tokens)
        return replace(self._result(name, question, sample, cost, best_verdict), repairs=rounds)

    def _again(
        self,
        question: Question,
        best: Reply,
        certificates: Sequence[str],
        sample: int,
        round_: int,
    ) -> Reply:
        decoding = self._entry.decoding
        # The same words drawn the same way would give the same answer.
        warmer = replace(decoding, temperature=max(decoding.temperature, 0.4), top_p=0.95)
        sampling = warmer.sampling(sample, round_)
        contestant = self._entry.contestant
        if best.configuration is None:
            return ask(
                contestant,
                question,
                sampling,
                self._cancellation,
                constrained=decoding.constrained,
            )
        return ask_repair(
            contestant,
            best.configuration,
            certificates,
            sampling,
            self._cancellation,
            constrained=decoding.constrained,
        )

    def _asked_stages(self) -> tuple[Stage, ...]:
        return tuple(stage for stage in LADDER if stage in self._benchmark.stages)

    def _result(
        self, name: str, question: Question, sample: int, reply: Reply, verdict: Verdict
    ) -> Result:
        answer = reply.configuration or ""
        return Result(
            benchmark=self._benchmark.name,
            contestant=name,
            setup=self._entry.setup(name),
            question=question.key,
            group=question.group,
            sample=sample,
            scores=self._benchmark.scores(question, answer, verdict),
            answer=answer,
            said=reply.said,
            stages=verdict.stages,
            certificates=first_certificates(verdict.report),
            seconds=round(reply.seconds, 3),
            tokens=reply.tokens,
        )


def _keys(
    benchmark: Benchmark, entry: Entry, question: Question, sample: int
) -> list[tuple[str, str, str, str, int]]:
    return [(benchmark.name, name, entry.setup(name), question.key, sample) for name in entry.names]


def _is_answered(results: ResultFile, key: tuple[str, str, str, str, int]) -> bool:
    """Whether a result is there, and not only because the model failed."""
    return key in results.results and not results.results[key].problem


def _is_better(tried: Reply, judged: Verdict, best: Reply, before: Verdict) -> bool:
    if tried.configuration is None:
        return False
    return best.configuration is None or reward(judged.report) > reward(before.report)
