"""Checkov and Rego as one verdict: what is said when both, one or neither can speak."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from checkov_runs import snapshot_of

from terraformer_ls.policy.environment import CheckovEnvironment
from terraformer_ls.settings import Settings
from terraformer_ls.terraform.engine import Terraform
from terraformer_ls.verify.findings import Severity, Stage
from terraformer_ls.verify.ladder import Verifier
from terraformer_ls.verify.report import StageResult, Status
from terraformer_ls.verify.stages.plan import PlanStage
from terraformer_ls.verify.stages.policy import PolicyStage
from terraformer_ls.verify.stages.validate import ValidateStage

GROUP = """resource "aws_security_group" "database" {
  name = "database"
  ingress {
    from_port   = var.port
    to_port     = var.port
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
variable "port" {
  default = 5432
}
"""
OWN = """package mine
import rego.v1
deny contains {"msg": "no groups here", "address": c.address} if {
\tsome c in input.resource_changes
\tc.type == "aws_security_group"
}
"""
NO_CHECKOV = Settings(checkov_path="/nowhere/checkov")
TODAY = date(2026, 11, 22)
Judge = Callable[..., StageResult]


@pytest.fixture(scope="module")
def terraform() -> Iterator[Terraform]:
    terraform = Terraform()
    yield terraform
    terraform.close()


@pytest.fixture
def judge(terraform: Terraform, checkov: CheckovEnvironment, tmp_path: Path) -> Iterator[Judge]:
    """The policy stage's verdict on files, after the stages that come before it."""
    made: list[PolicyStage] = []

    def judge(files: Mapping[str, str], settings: Settings = Settings()) -> StageResult:  # noqa: B008
        plan = PlanStage(terraform)
        made.append(PolicyStage(settings, plan.plans, today=lambda: TODAY))
        verifier = Verifier([ValidateStage(terraform), plan, made[-1]])
        result = verifier.verify(snapshot_of(tmp_path, files)).result(Stage.POLICY)
        assert result is not None
        return result

    yield judge
    for stage in made:
        stage.close()


def rules(result: StageResult) -> set[str]:
    return {finding.rule for finding in result.findings}


def test_both_engines_are_heard_and_counted(judge: Judge) -> None:
    both = judge({"main.tf": GROUP})
    alone = judge({"main.tf": GROUP}, NO_CHECKOV)
    assert {"CKV_AWS_23", "TF_AWS_NET_1"} <= rules(both)
    assert both.applied > alone.applied > 0
    assert (both.reason, both.unchecked) == ("", ())


def test_without_a_plan_the_reason_says_so_and_checkov_is_heard(judge: Judge) -> None:
    result = judge({"main.tf": GROUP.replace("var.port", "var.prot")})
    assert result.status is Status.FAILED
    assert "CKV_AWS_23" in rules(result)
    assert "policies on the plan were not evaluated: the module must validate" in result.reason
    assert result.unchecked == ("Rego",)


def test_without_checkov_the_reason_says_so_and_rego_is_heard(judge: Judge) -> None:
    result = judge({"main.tf": GROUP}, NO_CHECKOV)
    assert "TF_AWS_NET_1" in rules(result)
    assert not {rule for rule in rules(result) if rule.startswith("CKV")}
    assert "/nowhere/checkov" in result.reason
    assert result.unchecked == ("Checkov",)


def test_without_either_the_stage_is_skipped_with_both_reasons(judge: Judge) -> None:
    result = judge({"main.tf": GROUP.replace("var.port", "var.prot")}, NO_CHECKOV)
    assert result.status is Status.SKIPPED
    assert "/nowhere/checkov" in result.reason
    assert "the module must validate first" in result.reason


def test_a_finding_of_rego_lies_on_its_argument(judge: Judge) -> None:
    files = {"main.tf": GROUP}
    result = judge(files, NO_CHECKOV)
    found = next(finding for finding in result.findings if finding.rule == "TF_AWS_NET_1")
    assert files["main.tf"][found.span.start : found.span.end].startswith("cidr_blocks")
    assert (found.address, found.severity) == ("aws_security_group.database", Severity.ERROR)


def test_packs_are_switched_by_name(judge: Judge) -> None:
    off = Settings(checkov_path="/nowhere/checkov", policy_packs=("azure-*", "nonsense"))
    result = judge({"main.tf": GROUP}, off)
    assert "TF_AWS_NET_1" not in rules(result)
    assert "there is no policy pack nonsense" in result.reason


def test_a_folder_of_ones_own_is_judged_by_as_well(
    judge: Judge, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("policies")
    (folder / "mine.rego").write_text(OWN)
    settings = Settings(checkov_path="/nowhere/checkov", policy_folders=(str(folder),))
    assert {"mine", "TF_AWS_NET_1"} <= rules(judge({"main.tf": GROUP}, settings))
    missing = Settings(checkov_path="/nowhere/checkov", policy_folders=(str(folder / "none"),))
    result = judge({"main.tf": GROUP}, missing)
    assert f"the policy folder {folder / 'none'} does not exist" in result.reason
    assert "TF_AWS_NET_1" in rules(result)


def test_a_policy_that_is_written_while_the_stage_runs_counts_at_once(
    terraform: Terraform, tmp_path: Path
) -> None:
    folder = tmp_path / "policies"
    folder.mkdir()
    plan = PlanStage(terraform)
    stage = PolicyStage(
        Settings(checkov_path="/nowhere", policy_folders=(str(folder),)), plan.plans
    )
    verifier = Verifier([plan, stage])
    snapshot = snapshot_of(tmp_path / "module", {"main.tf": GROUP})
    assert "mine" not in {finding.rule for finding in verifier.verify(snapshot).findings}
    (folder / "mine.rego").write_text(OWN)
    assert "mine" in {finding.rule for finding in verifier.verify(snapshot).findings}
    stage.close()


def test_severities_are_the_users(judge: Judge) -> None:
    chosen = (("TF_AWS_NET_1", "hint"), ("CKV_AWS_23", "error"), ("CKV_AWS_24", "off"))
    port = GROUP.replace("5432", "22")
    before = judge({"main.tf": port})
    assert "CKV_AWS_24" in rules(before)
    after = judge({"main.tf": port}, Settings(policy_severities=chosen))
    assert rules(before) - rules(after) == {"CKV_AWS_24"}
    severities = {finding.rule: finding.severity for finding in after.findings}
    assert severities["CKV_AWS_23"] is Severity.ERROR


def test_suppressions_of_rego_hold_until_their_day(judge: Judge) -> None:
    def with_comment(until: str) -> dict[str, str]:
        comment = f"# terraformer:skip=TF_AWS_NET_1: behind a firewall until={until}"
        return {"main.tf": GROUP.replace("{\n", "{\n  " + comment + "\n", 1)}

    held = judge(with_comment("2026-11-22"), NO_CHECKOV)
    assert not {"TF_AWS_NET_1", "expired-suppression"} & rules(held)
    ended = judge(with_comment("2026-11-21"), NO_CHECKOV)
    assert {"TF_AWS_NET_1", "expired-suppression"} <= rules(ended)


def test_a_secret_is_in_no_word_of_a_finding(judge: Judge) -> None:
    key, secret = "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
    lines = f'access_key = "{key}"\n  secret_key = "{secret}"'
    variables = f'AWS_ACCESS_KEY_ID = "{key}"\n AWS_SECRET_ACCESS_KEY = "{secret}"'
    result = judge(
        {
            "main.tf": f'provider "aws" {{\n  region = "eu-central-1"\n  {lines}\n}}\n'
            'resource "aws_instance" "a" {\n  ami = "ami-12345678"\n  instance_type = "t3.micro"\n'
            f'  user_data = "export KEY={key} SECRET={secret}"\n}}\n'
            'resource "aws_lambda_function" "f" {\n  function_name = "f"\n  role = "r"\n'
            f"  environment {{\n    variables = {{\n {variables}\n}}\n  }}\n}}\n"
        }
    )
    assert {"CKV_AWS_41", "CKV_AWS_46", "CKV_AWS_45"} <= rules(result)
    for finding in result.findings:
        said = f"{finding.message} {finding.certificate} {finding.data} {finding.help}"
        assert key not in said, finding.rule
        assert secret not in said, finding.rule
