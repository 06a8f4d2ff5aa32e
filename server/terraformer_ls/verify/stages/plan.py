"""The stage `plan`: would it deploy?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.terraform.diagnostics import judge
from terraformer_ls.terraform.engine import Terraform
from terraformer_ls.verify.findings import Finding, Severity, Stage
from terraformer_ls.verify.report import StageResult, Status
from terraformer_ls.verify.stages.validate import (
    files_that_do_not_parse,
    joined,
    stood_in,
    unreadable,
)
from terraformer_ls.workspace.snapshot import Snapshot


class PlanStage:
    """Runs `terraform plan` on every root module of a snapshot, offline."""

    stage = Stage.PLAN

    def __init__(self, terraform: Terraform) -> None:
        self._terraform = terraform

    @property
    def version(self) -> str:
        """What the result depends on besides the snapshot."""
        return self._terraform.identity

    def run(
        self, snapshot: Snapshot, earlier: Sequence[StageResult], cancellation: Cancellation
    ) -> StageResult:
        """Terraform's verdict.

        Errors that come from what stands in for the world are no findings: where there are no
        others, the stage is skipped and says what could not be decided.
        """
        validated = next((found for found in earlier if found.stage is Stage.VALIDATE), None)
        if validated is not None and validated.status is not Status.PASSED:
            return StageResult.skipped(Stage.PLAN, "the module must validate first")
        prepared = self._terraform.prepare(snapshot)
        if not prepared.roots:
            return StageResult.skipped(Stage.PLAN, "there is no Terraform module")
        # Terraform says its warnings in every run: they were said before.
        known = {
            (found.rule, found.file, found.span)
            for found in (validated.findings if validated is not None else ())
        }
        broken = files_that_do_not_parse(earlier)
        findings: list[Finding] = []
        unchecked: dict[str, str] = {}
        unanswered: list[str] = []
        undecided: list[str] = []
        notes: list[str] = []
        planned = 0
        for root in prepared.roots:
            if reason := unreadable(root, broken):
                unchecked[root.folder] = reason
                continue
            outcome = self._terraform.plan(prepared, root, cancellation)
            if outcome.problem:
                unchecked[root.folder] = outcome.problem
                unanswered += [root.folder] if outcome.transient else []
                continue
            judged = judge(Stage.PLAN, outcome, prepared, snapshot)
            findings += (
                found
                for found in judged.findings
                if found not in findings and (found.rule, found.file, found.span) not in known
            )
            planned += outcome.plan_text is not None
            (undecided if outcome.plan_text is None else notes).extend(judged.doubts)
            notes += stood_in(root)
            if root.assumed:
                names = ", ".join(f"var.{name}" for name in sorted(root.assumed))
                notes.append(f"values were assumed for {names}")
        failed = any(finding.severity is Severity.ERROR for finding in findings)
        reason = joined([*unchecked.values(), *undecided, *notes])
        if (unchecked or undecided) and not failed:
            return StageResult(
                Stage.PLAN,
                Status.SKIPPED,
                tuple(findings),
                reason,
                applied=planned,
                unanswered=tuple(unanswered),
            )
        return StageResult.of(
            Stage.PLAN,
            tuple(findings),
            reason=reason,
            applied=planned,
            unchecked=tuple(unchecked),
            unanswered=tuple(unanswered),
        )

    def plans(
        self, snapshot: Snapshot, cancellation: Cancellation | None = None
    ) -> Mapping[str, Mapping[str, Any]]:
        """The plans as `terraform show -json` writes them, by the root module's folder.

        A root that has no plan is absent. Asking again for the same content costs nothing, unless
        its plans are too long to be kept.
        """
        prepared = self._terraform.prepare(snapshot)
        found: dict[str, Mapping[str, Any]] = {}
        for root in prepared.roots:
            outcome = self._terraform.plan(prepared, root, cancellation)
            if outcome.plan is not None:
                found[root.folder] = outcome.plan
        return found

    def close(self) -> None:
        """Let go of the processes."""
        self._terraform.close()
