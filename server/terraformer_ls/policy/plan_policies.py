"""The Rego policies on the plans of a snapshot's root modules.

Where there is no plan there is nothing to judge: then they are skipped, and it is said why.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.policy.opa import NoOpa, find_opa, opa_version
from terraformer_ls.policy.rego.chosen import chosen_packs, stamp, user_folders
from terraformer_ls.policy.rego.engine import Judgement, RegoEngine
from terraformer_ls.policy.rego.findings import findings_from
from terraformer_ls.policy.suppressions import suppressions_in, without_suppressed
from terraformer_ls.settings import Settings
from terraformer_ls.verify.findings import Finding, Stage
from terraformer_ls.verify.report import StageResult, Status
from terraformer_ls.workspace.snapshot import Snapshot

Plans = Callable[[Snapshot, Cancellation], Mapping[str, Mapping[str, Any]]]
"""The plans of a snapshot's root modules in the form of `terraform show -json`, by folder."""

_NOT_EVALUATED = "the policies on the plan were not evaluated"
_GONE = "the plan could not be made again"
_ENGINE = ("Rego",)


class PlanPolicies:
    """Rego as half of the stage `policy`. May be shared between threads.

    Args:
        settings: which policies judge.
        plans: makes the plans; None where the stage `plan` is switched off.
        today: the day on which suppressions are in force.
    """

    stage = Stage.POLICY

    def __init__(
        self, settings: Settings, plans: Plans | None, *, today: Callable[[], date] = date.today
    ) -> None:
        self._settings = settings
        self._plans = plans
        self._today = today
        self._lock = threading.Lock()
        self._engine: RegoEngine | None = None
        self._stamp: object = None

    @property
    def version(self) -> str:
        """What the policies are, their data included, and what evaluates them."""
        return f"{self._current().packs.fingerprint} {opa_version(self._settings.opa_path)}"

    def run(
        self, snapshot: Snapshot, earlier: Sequence[StageResult], cancellation: Cancellation
    ) -> StageResult:
        """What the policies say about the plan of every root module that has one."""
        engine = self._current()
        if not engine.packs.policies:
            problems = (*engine.packs.problems, "no policies on plans are chosen")
            return StageResult.skipped(Stage.POLICY, "; ".join(problems))
        opa = find_opa(self._settings.opa_path) if self._settings.opa_path else None
        if isinstance(opa, NoOpa):
            return _skipped(opa.reason)
        if self._plans is None:
            return _skipped("the stage plan is switched off")
        validated = _result(earlier, Stage.VALIDATE)
        if validated is not None and validated.status is not Status.PASSED:
            return _skipped("the module must validate first")
        planned = _result(earlier, Stage.PLAN)
        if validated is not None and planned is None:
            return _skipped("no plan was asked for")  # it is slow, say, and the user is typing
        plans = self._plans(snapshot, cancellation)
        # Long plans are made again, and Terraform may die over that.
        gone = planned is not None and len(plans) < planned.applied
        if not plans:
            why = _GONE if gone else _why_no_plan(planned)
            return _skipped(why, unanswered=_ENGINE if gone else ())
        findings: list[Finding] = []
        judged: list[Judgement] = []
        for root, plan in sorted(plans.items()):
            cancellation.check()
            judged.append(engine.judge(plan, cancellation))
            said = findings_from(judged[-1].violations, snapshot, root)
            findings += (finding for finding in said if finding not in findings)
        problems = tuple(
            dict.fromkeys(problem for judgement in judged for problem in judgement.problems)
        )
        partly = gone or (planned is not None and planned.status is not Status.PASSED)
        reasons = (
            (*problems, "policies on the plan saw only what has a plan") if partly else problems
        )
        answered = not gone and all(judgement.answered for judgement in judged)
        unanswered = () if answered else _ENGINE
        applied = max(judgement.evaluated for judgement in judged)
        if not applied:
            return _skipped("; ".join(problems), unanswered=unanswered)
        return StageResult.of(
            Stage.POLICY,
            without_suppressed(findings, suppressions_in(snapshot), self._today()),
            reason="; ".join(reasons),
            applied=applied,
            unchecked=problems,
            unanswered=unanswered,
        )

    def close(self) -> None:
        """End the child process."""
        with self._lock:
            if self._engine is not None:
                self._engine.close()

    def _current(self) -> RegoEngine:
        """The engine with the policies as they are on disk now."""
        now = stamp(user_folders(self._settings))
        with self._lock:
            if self._engine is None or now != self._stamp:
                if self._engine is not None:
                    self._engine.close()
                packs = chosen_packs(self._settings)
                self._engine = RegoEngine(packs, opa=self._settings.opa_path)
                self._stamp = now
            return self._engine


def _result(earlier: Sequence[StageResult], stage: Stage) -> StageResult | None:
    return next((result for result in earlier if result.stage is stage), None)


def _skipped(why: str, *, unanswered: tuple[str, ...] = ()) -> StageResult:
    return StageResult.skipped(Stage.POLICY, f"{_NOT_EVALUATED}: {why}", unanswered=unanswered)


def _why_no_plan(planned: StageResult | None) -> str:
    if planned is None:
        return "there is no plan"
    return "the plan failed" if planned.status is Status.FAILED else planned.reason
