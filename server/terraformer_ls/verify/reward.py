"""A report as one number: the score that ranks candidates and, later, rewards training.

The reward climbs the ladder: a stage counts only when the earlier ones passed, a failed stage gives
part of its weight, and policy gives the severity-weighted share of policies that hold. Stages that
were skipped neither give nor cost anything.
"""

from __future__ import annotations

from terraformer_ls.verify.findings import Severity, Stage
from terraformer_ls.verify.report import Report, StageResult, Status

WEIGHTS = {
    Stage.SYNTAX: 0.1,
    Stage.SCHEMA: 0.2,
    Stage.VALIDATE: 0.2,
    Stage.PLAN: 0.3,
    Stage.POLICY: 0.2,
}
"""What each stage contributes when it passes; they add up to 1."""

_COST = {Severity.ERROR: 4.0, Severity.WARNING: 2.0, Severity.INFORMATION: 1.0, Severity.HINT: 0.0}


def reward(report: Report) -> float:
    """The report's reward, from 0 (nothing holds) to 1 (every stage that was asked passed)."""
    earned = possible = 0.0
    for result in report.results:
        if result.status is not Status.SKIPPED:
            possible += WEIGHTS[result.stage]
    for result in report.results:
        if result.status is Status.SKIPPED:
            continue
        earned += WEIGHTS[result.stage] * _share(result)
        if result.status is Status.FAILED and result.stage is not Stage.POLICY:
            break
    return earned / possible if possible else 0.0


def policy_share(result: StageResult) -> float:
    """The severity-weighted share of the policies that apply and hold, of a `policy` result."""
    cost = sum(_COST[finding.severity] for finding in result.findings)
    held = _COST[Severity.WARNING] * max(result.applied - len(result.findings), 0)
    return held / (held + cost) if cost else 1.0


def _share(result: StageResult) -> float:
    """How much of a stage's weight its findings leave."""
    if result.status is Status.PASSED:
        return 1.0
    if result.stage is Stage.POLICY:
        return policy_share(result)
    cost = sum(_COST[finding.severity] for finding in result.findings)
    return 0.5 / (1.0 + cost / _COST[Severity.ERROR])
