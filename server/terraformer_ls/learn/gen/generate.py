"""TF-Gen: drafts are verified, described, held against their own words and written.

Every attempt has a number from which everything about it follows, so a run that was stopped goes on
with the next number and gives what it would have given.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from terraformer_ls.learn.appending import Appender
from terraformer_ls.learn.corpus.harvest import certificates_of, provider_of, types_in
from terraformer_ls.learn.corpus.judge import cheap_findings, snapshot_of
from terraformer_ls.learn.difficulty import difficulty_of
from terraformer_ls.learn.gen.duplicates import Duplicates
from terraformer_ls.learn.gen.seeds import Draft, Seeds
from terraformer_ls.learn.intent import holds
from terraformer_ls.learn.records import Document, Instance, Task, read_instances
from terraformer_ls.learn.rejections import Rejection, read_rejections
from terraformer_ls.learn.runs import Run, note_run
from terraformer_ls.learn.split import split_of, strictest
from terraformer_ls.learn.verified import Verdict, Verified, Verifiers
from terraformer_ls.learn.words.describe import Description, describe
from terraformer_ls.verify.findings import Severity, Stage

TF_GEN = "tf_gen.jsonl.gz"
REJECTED = "rejected_gen.jsonl.gz"

Describer = Callable[[str, Description], str | None]
"""Rewrites a request for a configuration; None where ours is better."""

_NOTED_EVERY = 100
_KEPT_WITH_FINDINGS = (1.0, 0.8, 0.6, 0.4, 0.3)
"""The chance of a configuration with no, one, ... policy findings; from the last on the same."""


@dataclass(slots=True)
class Generated:
    """What came of a run."""

    instances: int = 0
    attempts: int = 0
    seconds: float = 0.0
    verifying: float = 0.0
    rejected: dict[str, int] = field(default_factory=dict[str, int])


@dataclass(frozen=True, slots=True)
class _Attempt:
    number: int
    draft: Draft


def generate_instances(
    seeds: Seeds,
    out: Path,
    verifiers: Verifiers,
    *,
    count: int,
    workers: int = 1,
    seed: int = 0,
    documents: Iterable[Document] = (),
    benchmarks: Sequence[Path] = (),
    describer: Describer | None = None,
    on_progress: Callable[[Instance], None] = lambda _: None,
) -> Generated:
    """Write instances until the file has `count` of them.

    Args:
        seeds: where drafts come from.
        out: the folder of the data set.
        verifiers: who gives the verdicts.
        count: how many instances the file is to have, those of earlier runs included.
        workers: how many verify at once, for the note on how long it took.
        seed: another one gives another data set.
        documents: what is learnt from besides: nothing for tests may be near to it.
        benchmarks: CSV files in IaC-Eval's columns that nothing may be near to.
        describer: has the requests rewritten by a stronger model.
        on_progress: told each instance that is written.
    """
    generated = Generated()
    duplicates = Duplicates(benchmarks)
    for document in documents:
        duplicates.add_document(document)
    began, started = time.time(), time.monotonic()

    def note() -> None:
        generated.seconds = time.monotonic() - started
        note_run(
            out,
            Run(
                step="gen",
                started=began,
                seconds=generated.seconds,
                workers=workers,
                attempts=generated.attempts,
                instances=generated.instances,
                verifying=generated.verifying,
            ),
        )

    with Appender(out / TF_GEN) as kept, Appender(out / REJECTED) as rejected:
        present = 0
        first = 0
        for instance in read_instances(out / TF_GEN):
            duplicates.add(instance)
            present += 1
            first = max(first, _number_in(instance.source) + 1)
            on_progress(instance)
        for rejection in read_rejections(out / REJECTED):
            if rejection.step == "gen":
                first = max(first, int(rejection.key) + 1)

        def reject(number: int, families: Sequence[str], reason: str, certificate: str) -> None:
            generated.rejected[reason] = generated.rejected.get(reason, 0) + 1
            row = Rejection("gen", reason, "+".join(families), str(number), certificate[:300])
            rejected.add_row(row.row())

        def attempts() -> Iterator[tuple[_Attempt, str]]:
            number = first
            while present + generated.instances < count:
                chance = random.Random(f"{seed}:{number}")
                draft = seeds.draft(chance)
                if draft is not None:
                    findings = cheap_findings(snapshot_of(draft.text))
                    if not findings:
                        yield _Attempt(number, draft), draft.text
                    else:
                        generated.attempts += 1
                        reject(number, draft.families, findings[0].rule, findings[0].message)
                number += 1

        for verified in verifiers.verify(attempts()):
            if present + generated.instances >= count:
                break
            generated.attempts += 1
            generated.verifying += verified.verdict.milliseconds / 1000
            outcome = _instance(verified, seed, describer)
            reason = outcome if isinstance(outcome, str) else duplicates.reason(outcome)
            if isinstance(outcome, str) or reason:
                certificates = certificates_of(verified.verdict.report)
                attempt = verified.item
                words = certificates[0] if certificates else ""
                reject(attempt.number, attempt.draft.families, reason, words)
                continue
            duplicates.add(outcome)
            kept.add(outcome)
            generated.instances += 1
            on_progress(outcome)
            if generated.instances % _NOTED_EVERY == 0:
                note()
    note()
    return generated


def _instance(
    verified: Verified[_Attempt], seed: int, describer: Describer | None
) -> Instance | str:
    """The instance that a verified draft makes, or why it makes none."""
    attempt, text, verdict = verified.item, verified.text, verified.verdict
    chance = random.Random(f"{seed}:{attempt.number}:words")
    refused = _refusal(verdict, chance)
    if refused or verdict.plan is None:
        return refused
    detail = chance.choices((1, 2, 3), (2, 4, 4))[0]
    described = describe(text, verdict.plan, detail, chance)
    if described is None:
        return "nothing to ask for"
    if describer is not None:
        described = replace(described, words=describer(text, described) or described.words)
    if not all(holds(one, "", text, verdict.plan, verdict.report) for one in described.intents):
        return "an intent does not hold"
    types = types_in(text)
    families = attempt.draft.families
    return Instance(
        task=Task.GENERATE,
        words=described.words,
        before="",
        after=text,
        intents=described.intents,
        family="+".join(families),
        types=types,
        provider=provider_of(types),
        operation=attempt.draft.operation,
        detail=detail,
        difficulty=difficulty_of(text),
        stages=verdict.stages,
        findings=len(verdict.policy_findings),
        source=f"{attempt.draft.source} [{attempt.number}]",
        split=strictest((attempt.draft.split, *(split_of(one, types) for one in families))),
    )


def _refusal(verdict: Verdict, chance: random.Random) -> str:
    """Why a verdict is not good enough; "" where it is."""
    if not verdict.plans:
        failed = next(
            (
                result
                for result in verdict.report.results
                if any(finding.severity is Severity.ERROR for finding in result.findings)
            ),
            None,
        )
        return f"{failed.stage} failed" if failed is not None else "no plan"
    policy = verdict.report.result(Stage.POLICY)
    if policy is None or policy.status == "skipped":
        return "policies could not be asked"
    found = min(len(policy.findings), len(_KEPT_WITH_FINDINGS) - 1)
    return "" if chance.random() < _KEPT_WITH_FINDINGS[found] else "too many policy findings"


def _number_in(source: str) -> int:
    match = re.search(r"\[(\d+)\]$", source)
    return int(match[1]) if match is not None else -1
