"""How far up the ladder an answer gets: what all benchmarks measure the same way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from terraformer_ls.hcl.blocks import top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.learn.verified import Verdict
from terraformer_ls.verify.findings import Finding, Severity, Stage
from terraformer_ls.verify.report import Report, Status
from terraformer_ls.verify.reward import policy_share

LADDER = (Stage.SYNTAX, Stage.SCHEMA, Stage.VALIDATE, Stage.PLAN)
"""The stages that say whether an answer is valid at all."""

MEASURES = {
    "syntax": "parses",
    "schema": "and every block and argument exists, with the right types",
    "validate": "and Terraform accepts it",
    "plan": "and it plans, offline",
}

_CERTIFICATES = 5
_LONGEST_CERTIFICATE = 400


def validity(answer: str, verdict: Verdict) -> dict[str, float]:
    """Which stages an answer passes, each counting only with those before it.

    A warning does not fail a stage here, a stage that could not run does; a configuration without
    a block passes nothing.
    """
    passing = has_blocks(answer)
    found: dict[str, float] = {}
    for stage in LADDER:
        passing = passing and _passes(verdict.report, stage)
        found[stage] = float(passing)
    if verdict.plan is None:
        found[Stage.PLAN] = 0.0
    return found


def has_blocks(answer: str) -> bool:
    """Whether a configuration says anything: an empty one plans, too."""
    return bool(top_level_blocks(Document(answer.encode("utf-8", "replace"))))


def first_certificates(report: Report, stages: Sequence[Stage] = LADDER) -> tuple[str, ...]:
    """What the first stage that fails says, at most five errors of it; nothing where none does."""
    for stage in stages:
        if not _passes(report, stage):
            return tuple(_said(_errors(report, stage)))[:_CERTIFICATES]
    return ()


def certificate_of(finding: Finding) -> str:
    """A finding as one line for a model: its rule, where, and the tool's own words."""
    said = " ".join((finding.certificate or finding.message).split())[:_LONGEST_CERTIFICATE]
    return f"{finding.rule} at {finding.address}: {said}" if finding.address else said


def policy_scores(verdict: Verdict, *, at_most: int = 0) -> dict[str, float | None]:
    """`clean`: it plans and has no more than `at_most` policy findings; `policy`: the share.

    The share is that of the policies that apply and hold, weighted by severity; None where it does
    not plan or policies could not be asked.
    """
    result = verdict.report.result(Stage.POLICY)
    judged = result is not None and result.status is not Status.SKIPPED
    if result is None or not judged or verdict.plan is None:
        return {"clean": 0.0, "policy": None}
    found = [finding for finding in result.findings if finding.severity is not Severity.HINT]
    return {"clean": float(len(found) <= at_most), "policy": policy_share(result)}


def _passes(report: Report, stage: Stage) -> bool:
    result = report.result(stage)
    return (
        result is not None
        and result.status is not Status.SKIPPED
        and not any(True for _ in _errors(report, stage))
    )


def _errors(report: Report, stage: Stage) -> Iterator[Finding]:
    result = report.result(stage)
    for finding in result.findings if result is not None else ():
        if finding.severity is Severity.ERROR:
            yield finding


def _said(findings: Iterator[Finding]) -> Iterator[str]:
    yield from dict.fromkeys(map(certificate_of, findings))
