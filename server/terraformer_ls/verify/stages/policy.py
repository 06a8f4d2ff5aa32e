"""The stage `policy`: is it allowed? Checkov on the text and Rego on the plan, as one verdict.

Either engine speaks where the other can't, and the reason says which did not; the stage is skipped
only where neither could.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.policy.checkov import Checkov
from terraformer_ls.policy.plan_policies import PlanPolicies, Plans
from terraformer_ls.policy.suppressions import expired_suppressions, suppressions_in
from terraformer_ls.settings import OFF, Settings
from terraformer_ls.verify.findings import Finding, Severity, Stage
from terraformer_ls.verify.report import StageResult, Status
from terraformer_ls.workspace.snapshot import Snapshot


class PolicyStage:
    """Asks both engines and puts together what they say.

    Args:
        settings: which Checkov, which Rego policies, and how severe each is.
        plans: makes the plans; None where the stage `plan` is switched off.
        today: the day that tells whether a suppression has expired.
    """

    stage = Stage.POLICY

    def __init__(
        self, settings: Settings, plans: Plans | None, *, today: Callable[[], date] = date.today
    ) -> None:
        self._checkov = Checkov(settings)
        self._plan_policies = PlanPolicies(settings, plans, today=today)
        self._severities = dict(settings.policy_severities)
        self._today = today

    @property
    def version(self) -> str:
        """Both engines' versions, the user's severities, and the day, for suppressions end."""
        engines = f"{self._checkov.version} {self._plan_policies.version}"
        return f"{engines} {sorted(self._severities.items())} {self._today()}"

    def warm(self) -> str | None:
        """Load Checkov ahead of the first scan; a sentence that says why it can't be, or None."""
        return self._checkov.warm()

    def run(
        self, snapshot: Snapshot, earlier: Sequence[StageResult], cancellation: Cancellation
    ) -> StageResult:
        """The findings of both engines."""
        results = {
            "Checkov": self._checkov.run(snapshot, earlier, cancellation),
            "Rego": self._plan_policies.run(snapshot, earlier, cancellation),
        }
        reason = "; ".join(result.reason for result in results.values() if result.reason)
        unanswered = tuple(name for result in results.values() for name in result.unanswered)
        if all(result.status is Status.SKIPPED for result in results.values()):
            return StageResult.skipped(Stage.POLICY, reason, unanswered=unanswered)
        findings = [finding for result in results.values() for finding in result.findings]
        expired = expired_suppressions(suppressions_in(snapshot), self._today())
        return StageResult.of(
            Stage.POLICY,
            tuple(_rated((*findings, *expired), self._severities)),
            reason=reason,
            applied=sum(result.applied for result in results.values()),
            unchecked=tuple(_unchecked(results)),
            unanswered=unanswered,
        )

    def close(self) -> None:
        """End both engines' processes."""
        self._checkov.close()
        self._plan_policies.close()


def _rated(findings: Iterable[Finding], severities: Mapping[str, str]) -> Iterator[Finding]:
    """The findings with the user's severities, without those that are switched off."""
    for finding in findings:
        severity = severities.get(finding.rule)
        if severity is None:
            yield finding
        elif severity != OFF:
            yield dataclasses.replace(finding, severity=Severity(severity))


def _unchecked(results: Mapping[str, StageResult]) -> Iterator[str]:
    for name, result in results.items():
        if result.status is Status.SKIPPED:
            yield name
        yield from result.unchecked
