"""What a module would run or read outside of the workspace is neither run nor read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from stage_runs import Run, snapshot_of

from terraformer_ls.terraform.engine import Terraform
from terraformer_ls.verify.findings import Severity
from terraformer_ls.verify.report import Status

SECRET = "a secret that no plan may hold"


def plan_text(terraform: Terraform, files: str | dict[str, str], root: Path) -> str:
    prepared = terraform.prepare(snapshot_of(files, root))
    outcome = terraform.plan(prepared, prepared.roots[0])
    return json.dumps([outcome.plan, list(outcome.diagnostics), outcome.problem])


def test_the_worker_is_confined(terraform: Terraform, plan: Run) -> None:
    plan('output "a" {\n  value = 1\n}\n')
    if not terraform.confined:
        pytest.skip("this kernel has no Landlock")
    assert terraform.confined


def test_an_external_data_source_and_a_provisioner_do_not_run(plan: Run, tmp_path: Path) -> None:
    witness = tmp_path / "witness"
    text = f"""
data "external" "version" {{
  program = ["sh", "-c", "touch {witness}; echo '{{}}'"]
}}

resource "terraform_data" "deploy" {{
  input = data.external.version.result

  provisioner "local-exec" {{
    command = "touch {witness}"
  }}
}}
"""
    assert plan(text, tmp_path).status is Status.PASSED
    assert not witness.exists()


@pytest.mark.parametrize(
    "expression",
    [
        'file("{secret}")',
        'file("${{path.module}}/../secret")',
        'file("${{path.root}}/${{local.up}}/secret")',
        'filebase64("{secret}")',
        'templatefile("{secret}", {{}})',
        'file(join("/", ["", local.absolute]))',
        'join("", [for name in fileset("${{path.module}}/..", "secret") : file("../${{name}}")])',
        'file("link")',
    ],
)
def test_a_file_outside_of_the_workspace_is_not_read(
    terraform: Terraform, tmp_path: Path, expression: str
) -> None:
    secret = tmp_path / "secret"
    secret.write_text(SECRET)
    workspace = tmp_path / "workspace"
    workspace.mkdir()
    (workspace / "link").symlink_to(secret)
    value = expression.format(secret=secret)
    text = f"""
locals {{
  up       = ".."
  absolute = "{str(secret).removeprefix("/")}"
}}

output "read" {{
  value = try({value}, "not read")
}}
"""
    (workspace / "main.tf").write_text(text)
    assert SECRET not in plan_text(terraform, text, workspace)


def test_a_file_of_the_workspace_is_read(terraform: Terraform, tmp_path: Path) -> None:
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "read.json").write_text('{"a": "found one"}')
    (tmp_path / "greeting.tftpl").write_text("Hello ${name}")
    text = """
output "policies" {
  value = { for name in fileset(path.module, "policies/*.json") : name => 1 }
}

output "policy" {
  value = [for name in ["read"] : file("${path.module}/policies/${name}.json")]
}

output "greeting" {
  value = templatefile("${path.module}/greeting.tftpl", { name = "founders" })
}
"""
    found = plan_text(terraform, text, tmp_path)
    assert "found one" in found
    assert "Hello founders" in found


def test_a_file_whose_path_only_terraform_can_tell_is_read(
    terraform: Terraform, tmp_path: Path
) -> None:
    for number in range(250):  # more than are taken on suspicion
        (tmp_path / f"aaa{number}.txt").write_text("-")
    (tmp_path / "zzz").mkdir()
    (tmp_path / "zzz" / "one.txt").write_text("found one")
    (tmp_path / "zzz" / "two.txt").write_text("found two")
    text = """
locals {
  folder = "${path.module}/zzz"
  path   = join("/", [local.folder, "one.txt"])
}

output "one" {
  value = file(local.path)
}

output "two" {
  value = file("${local.folder}/two.txt")
}

output "three" {
  value = file("${local.folder}/three.txt")
}
"""
    prepared = terraform.prepare(snapshot_of(text, tmp_path))
    outcome = terraform.plan(prepared, prepared.roots[0])
    assert outcome.plan is not None, outcome.diagnostics
    assert "found one" in (outcome.plan_text or "")
    assert "found two" in (outcome.plan_text or "")
    assert [found["severity"] for found in outcome.diagnostics] == ["warning"]
    assert "three.txt" in outcome.diagnostics[0]["detail"]


def test_a_missing_file_is_a_hint_and_does_not_stop_the_plan(plan: Run, validate: Run) -> None:
    text = """
resource "aws_lambda_function" "a" {
  function_name    = "a"
  role             = "arn:aws:iam::123456789012:role/a"
  filename         = "function.zip"
  source_code_hash = filebase64sha256("function.zip")
}
"""
    findings = validate(text).findings
    assert [(found.rule, found.severity) for found in findings] == [
        ("file-not-found", Severity.HINT)
    ]
    assert plan(text).status is Status.PASSED


def test_a_provider_binary_in_the_users_folder_does_not_run(plan: Run, tmp_path: Path) -> None:
    witness = tmp_path / "witness"
    for folder in (
        ".terraform/providers/registry.terraform.io/acme/thing/1.0.0/linux_amd64",
        "terraform.d/plugins/registry.terraform.io/acme/thing/1.0.0/linux_amd64",
    ):
        binary = tmp_path / folder / "terraform-provider-thing_v1.0.0"
        binary.parent.mkdir(parents=True)
        binary.write_text(f"#!/bin/sh\ntouch {witness}\n")
        binary.chmod(0o755)
    text = """
terraform {
  required_providers {
    thing = {
      source  = "acme/thing"
      version = "1.0.0"
    }
  }
}

resource "thing_box" "a" {
  size = 3
}

output "id" {
  value = thing_box.a.id
}
"""
    result = plan(text, tmp_path)
    assert result.status is Status.PASSED
    assert "acme/thing" in result.reason
    assert not witness.exists()


def test_remote_state_is_not_fetched(plan: Run) -> None:
    result = plan("""
data "terraform_remote_state" "network" {
  backend = "s3"
  config = {
    bucket = "state"
    key    = "network"
    region = "us-east-1"
  }
}

resource "aws_subnet" "a" {
  vpc_id     = data.terraform_remote_state.network.outputs.vpc_id
  cidr_block = "10.0.0.0/24"
}

resource "aws_lb" "a" {
  subnets = data.terraform_remote_state.network.outputs.subnet_ids
}
""")
    assert result.status is Status.PASSED


def test_a_backend_and_a_cloud_block_are_not_contacted(plan: Run) -> None:
    for settings in (
        'backend "s3" {\n    bucket = "state"\n    key = "a"\n    region = "us-east-1"\n  }',
        'cloud {\n    organization = "acme"\n    workspaces {\n      name = "a"\n    }\n  }',
    ):
        text = f'terraform {{\n  {settings}\n}}\n\noutput "a" {{\n  value = 1\n}}\n'
        assert plan(text).status is Status.PASSED


def test_the_users_folder_is_left_as_it_was(plan: Run, tmp_path: Path) -> None:
    text = 'terraform {\n  backend "s3" {}\n}\n\nmodule "a" {\n  source = "acme/a/aws"\n}\n'
    (tmp_path / "main.tf").write_text(text)
    plan(text, tmp_path)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["main.tf"]
    assert (tmp_path / "main.tf").read_text() == text
