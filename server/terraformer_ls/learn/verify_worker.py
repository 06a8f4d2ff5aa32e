"""The process behind `verified.py`: one verifier that is asked over and over."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from terraformer_ls.child.worker import Request, serve
from terraformer_ls.hcl.document import Document
from terraformer_ls.learn.verified import FILE, Verdict, packed
from terraformer_ls.settings import Settings
from terraformer_ls.terraform.engine import Terraform
from terraformer_ls.verify.findings import Stage
from terraformer_ls.verify.ladder import Verifier
from terraformer_ls.verify.report import Report
from terraformer_ls.verify.stages.plan import PlanStage
from terraformer_ls.verify.stages.policy import PolicyStage
from terraformer_ls.verify.stages.schema import SchemaStage
from terraformer_ls.verify.stages.syntax import SyntaxStage
from terraformer_ls.verify.stages.validate import ValidateStage
from terraformer_ls.workspace.snapshot import Snapshot

_RUNS_PER_WORKER = 600
"""A worker of Terraform's costs a second to start, which counts where thousands wait, and in 600
runs it grows by nothing that counts."""

_DEADLINE = 120.0
"""Seconds: nobody waits at a keyboard, and the machine may be busy."""


class Verifying:
    """One verifier, asked about one configuration at a time."""

    def __init__(self) -> None:
        settings = Settings(model="off")
        terraform = Terraform(
            validate_deadline=_DEADLINE,
            plan_deadline=_DEADLINE,
            runs_per_worker=_RUNS_PER_WORKER,
        )
        self._plan = PlanStage(terraform)
        runners = (
            SyntaxStage(settings.max_file_size),
            SchemaStage(),
            ValidateStage(terraform),
            self._plan,
            PolicyStage(settings, self._plan.plans),
        )
        self._verifier = Verifier(runners)

    def verdict(self, text: str, stages: tuple[Stage, ...]) -> Verdict:
        """What the stages say, with the plan where one was asked for and made.

        Where not all of them answered they are asked once more; without stages if that is in vain:
        a verdict must not depend on how busy the machine is.
        """
        started = time.perf_counter()
        data = text.encode("utf-8", errors="replace")
        snapshot = Snapshot(Path("/configuration"), {FILE: Document(data)})
        report = self._verifier.verify(snapshot, stages=stages)
        if not report.answered:
            report = self._verifier.verify(snapshot, stages=stages)
        if not report.answered:
            return Verdict(Report(()))
        plan = self._plan.plans(snapshot).get(".") if Stage.PLAN in stages else None
        return Verdict(report, plan, (time.perf_counter() - started) * 1000)

    def close(self) -> None:
        """End the processes behind it."""
        self._verifier.close()


def main() -> None:
    """Answer requests until our input closes."""
    verifying = Verifying()

    def verify(params: dict[str, Any], _: Request) -> str:
        return packed(verifying.verdict(params["text"], tuple(map(Stage, params["stages"]))))

    serve({"verify": verify})


if __name__ == "__main__":
    main()
