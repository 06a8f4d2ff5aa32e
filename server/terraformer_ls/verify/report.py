"""A report: what every stage of the ladder said about one snapshot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from terraformer_ls.verify.findings import Finding, Severity, Stage


class Status(StrEnum):
    """How a stage ended. Only `passed` means that it was checked and nothing was found."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class StageResult:
    """One stage's verdict.

    `reason` says why a stage was skipped, or what of it could not be checked; `applied` counts what
    was looked at (policies, for the `policy` stage), 0 where that means nothing. `unchecked` names
    what of the module was not looked at, by file, folder or engine: a change must not add to it.
    `unanswered` names what should have answered and did not, since it died or took too long: asking
    again may help, so that such a result is not kept.
    """

    stage: Stage
    status: Status
    findings: tuple[Finding, ...] = ()
    reason: str = ""
    milliseconds: float = 0.0
    applied: int = 0
    unchecked: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()

    @staticmethod
    def of(
        stage: Stage,
        findings: tuple[Finding, ...],
        *,
        reason: str = "",
        applied: int = 0,
        unchecked: tuple[str, ...] = (),
        unanswered: tuple[str, ...] = (),
    ) -> StageResult:
        """Failed if any finding is more than a hint, else passed."""
        failed = any(finding.severity is not Severity.HINT for finding in findings)
        return StageResult(
            stage,
            Status.FAILED if failed else Status.PASSED,
            findings,
            reason,
            applied=applied,
            unchecked=unchecked,
            unanswered=unanswered,
        )

    @staticmethod
    def skipped(stage: Stage, reason: str, *, unanswered: tuple[str, ...] = ()) -> StageResult:
        """Not checked, and why: a sentence that may follow "skipped: "."""
        return StageResult(stage, Status.SKIPPED, reason=reason, unanswered=unanswered)


@dataclass(frozen=True, slots=True)
class Report:
    """The verdicts of the stages that were asked, in the ladder's order."""

    results: tuple[StageResult, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, in the ladder's order."""
        return tuple(finding for result in self.results for finding in result.findings)

    @property
    def shown(self) -> tuple[Finding, ...]:
        """The findings to show a person."""
        return distinct(self.findings)

    @property
    def answered(self) -> bool:
        """Whether everything that should have answered did: else the next report may differ."""
        return not any(result.unanswered for result in self.results)

    @property
    def clean(self) -> bool:
        """Whether no stage failed; stages that were skipped say so themselves."""
        return all(result.status is not Status.FAILED for result in self.results)

    def result(self, stage: Stage) -> StageResult | None:
        """The verdict of one stage, None if it was not asked."""
        return next((result for result in self.results if result.stage is stage), None)


def distinct(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings in the ladder's order without those in which a later stage repeats an earlier one.

    `schema` and Terraform's own stages find many of the same errors at the same places.
    """
    said: dict[tuple[str, int], Stage] = {}
    kept: list[Finding] = []
    for finding in findings:
        place = (finding.file, finding.span.start)
        repeatable = finding.severity is Severity.ERROR and finding.stage is not Stage.POLICY
        if not repeatable or said.setdefault(place, finding.stage) is finding.stage:
            kept.append(finding)
    return tuple(kept)
