"""What did not answer leaves a verdict that is of its run alone: not kept, and not built on."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from killing import killing
from terraformer_ls.cli.target import Target
from terraformer_ls.cli.verify import exit_code
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.positions import Span
from terraformer_ls.policy.environment import CheckovEnvironment, ensure_environment
from terraformer_ls.propose.accept import broken_rule
from terraformer_ls.propose.evidence import gather
from terraformer_ls.propose.proposal import Candidate
from terraformer_ls.settings import Settings
from terraformer_ls.terraform.engine import Terraform
from terraformer_ls.verify.findings import Finding, Severity, Stage
from terraformer_ls.verify.ladder import Verifier
from terraformer_ls.verify.report import Report, StageResult, Status
from terraformer_ls.verify.stages.plan import PlanStage
from terraformer_ls.verify.stages.policy import PolicyStage
from terraformer_ls.verify.stages.validate import ValidateStage
from terraformer_ls.workspace.snapshot import Snapshot

PET = 'resource "random_pet" "{name}" {{\n  {argument} = 2\n}}\n'
GOOD = PET.format(name="a", argument="length")


def two_roots(argument: str) -> Snapshot:
    texts = {"a/main.tf": GOOD, "b/main.tf": PET.format(name="b", argument=argument)}
    files = {path: Document(text.encode()) for path, text in texts.items()}
    return Snapshot(Path("/workspace"), files)


@pytest.fixture
def terraform() -> Iterator[Terraform]:
    engine = Terraform(validate_deadline=6.0)
    yield engine
    engine.close()


def only_validated(verifier: Verifier, snapshot: Snapshot) -> tuple[Report, StageResult]:
    report = verifier.verify(snapshot)
    return report, report.results[0]


def test_a_root_that_terraform_did_not_answer_for(terraform: Terraform) -> None:
    verifier = Verifier([ValidateStage(terraform)])
    old, new = two_roots("lenght"), two_roots("lengths")
    before, result = only_validated(verifier, old)
    assert [finding.rule for finding in result.findings] == ["unsupported-argument"]

    os.kill(terraform.pids[1], signal.SIGSTOP)
    after, result = only_validated(verifier, new)
    assert (result.status, result.unanswered) == (Status.PASSED, ("b",))
    assert "did not answer" in result.reason
    assert not after.answered
    fault = "validate could no longer be checked"
    assert fault in (broken_rule(before.findings[0], (old, before), (new, after)) or "")

    _, result = only_validated(verifier, new)
    assert (result.status, result.unanswered) == (Status.FAILED, ())


def test_a_checkov_that_died(terraform: Terraform) -> None:
    assert isinstance(ensure_environment(), CheckovEnvironment)
    plan = PlanStage(terraform)
    policy = PolicyStage(Settings(), plan.plans, today=lambda: date(2026, 11, 22))
    verifier = Verifier([ValidateStage(terraform), plan, policy])
    bucket = b'resource "aws_s3_bucket" "logs" {\n}\n'
    snapshot = Snapshot(Path("/workspace"), {"main.tf": Document(bucket)})
    with killing("checkov_worker"):
        without = verifier.verify(snapshot).result(Stage.POLICY)
    assert without is not None
    assert without.unanswered == without.unchecked == ("Checkov",)
    assert without.status is not Status.SKIPPED  # Rego spoke

    whole = verifier.verify(snapshot).result(Stage.POLICY)
    assert whole is not None
    assert whole.unanswered == ()
    assert "CKV_AWS_18" in {finding.rule for finding in whole.findings}
    policy.close()


def test_what_was_built_on_it_is_not_kept_either() -> None:
    asked: list[Stage] = []

    class Answering:
        version = ""

        def __init__(self, stage: Stage, unanswered: tuple[str, ...] = ()) -> None:
            self.stage, self.unanswered = stage, unanswered

        def run(self, *_: object) -> StageResult:
            asked.append(self.stage)
            return StageResult.of(self.stage, (), unanswered=self.unanswered)

        def close(self) -> None: ...

    stages = [Answering(Stage.SYNTAX), Answering(Stage.PLAN, ("a",)), Answering(Stage.POLICY)]
    verifier = Verifier(stages)
    for _ in range(2):
        verifier.verify(two_roots("length"))
    assert asked == [Stage.SYNTAX, Stage.PLAN, Stage.POLICY, Stage.PLAN, Stage.POLICY]


@pytest.mark.parametrize(
    ("unanswered", "findings", "code"),
    [((), 0, 0), (("Checkov",), 0, 2), (("Checkov",), 1, 1)],
)
def test_the_command_does_not_call_it_clean(
    unanswered: tuple[str, ...], findings: int, code: int
) -> None:
    document = Document(GOOD.encode())
    target = Target(Snapshot(Path("/workspace"), {"main.tf": document}), "main.tf")
    found = Finding(
        stage=Stage.POLICY,
        rule="CKV_AWS_18",
        severity=Severity.WARNING,
        message="there is no log",
        file="main.tf",
        span=Span(0, 1),
    )
    result = StageResult.of(Stage.POLICY, (found,) * findings, unanswered=unanswered)
    assert exit_code(target, Report((result,)), explicit=False) == code


def test_evidence_names_it_as_not_checked() -> None:
    snapshot = two_roots("length")
    half = StageResult.of(Stage.POLICY, (), reason="Checkov died", unanswered=("Checkov",))
    whole = StageResult.of(Stage.VALIDATE, (), applied=2)
    evidence = gather(
        Candidate("Nothing", {}, "recipe"),
        (snapshot, Report((whole, half))),
        (snapshot, Report((whole, half))),
    )
    assert evidence.passed == ((Stage.VALIDATE, 2),)
    assert evidence.not_checked == ((Stage.POLICY, "Checkov died"),)
