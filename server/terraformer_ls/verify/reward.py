"""A report as one number: what ranks candidates and, with the request, rewards training.

The reward climbs the ladder: a stage counts only when the earlier ones passed, a failed stage gives
part of its weight, and policy gives the severity-weighted share of policies that hold. A stage that
could not run neither gives nor costs anything, unless an earlier failure is why.
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
# Warnings are cheap: findings without an error leave a half and, at this cost, three quarters.
_COST_OF_A_QUARTER = 20.0


def reward(report: Report) -> float:
    """The report's reward, from 0 (nothing holds) to 1 (every stage that was asked passed)."""
    shares = stage_shares(report)
    possible = sum(WEIGHTS[stage] for stage in shares)
    earned = sum(WEIGHTS[stage] * share for stage, share in shares.items())
    return earned / possible if possible else 0.0


def stage_shares(report: Report) -> dict[Stage, float]:
    """How much of its weight each stage gives, from 0 to 1, of the stages that count.

    After the first stage with an error the later ones give nothing, whatever they say themselves;
    before it, a stage that was skipped does not count.
    """
    shares: dict[Stage, float] = {}
    fell = False
    for result in report.results:
        if fell:
            shares[result.stage] = 0.0
        elif result.status is not Status.SKIPPED:
            shares[result.stage] = _share(result)
            fell = result.stage is not Stage.POLICY and _has_error(result)
    return shares


def policy_share(result: StageResult) -> float:
    """The severity-weighted share of the policies that apply and hold, of a `policy` result."""
    cost = _cost(result)
    held = _COST[Severity.WARNING] * max(result.applied - len(result.findings), 0)
    return held / (held + cost) if cost else 1.0


def _share(result: StageResult) -> float:
    """How much of a stage's weight its findings leave: under a half with an error, else more."""
    if result.status is Status.PASSED:
        return 1.0
    if result.stage is Stage.POLICY:
        return policy_share(result)
    if _has_error(result):
        return 0.5 / (1.0 + _cost(result) / _COST[Severity.ERROR])
    return 0.5 + 0.5 / (1.0 + _cost(result) / _COST_OF_A_QUARTER)


def _has_error(result: StageResult) -> bool:
    return any(finding.severity is Severity.ERROR for finding in result.findings)


def _cost(result: StageResult) -> float:
    return sum(_COST[finding.severity] for finding in result.findings)
