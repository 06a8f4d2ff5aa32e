"""What Checkov says about a project, and where its findings are put."""

from __future__ import annotations

from pathlib import Path

import pytest
from checkov_runs import rules_at, snapshot_of

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.policy.checkov import Checkov
from terraformer_ls.verify.findings import Finding, Severity
from terraformer_ls.verify.report import StageResult, Status

VOLUME = """resource "aws_ebs_volume" "data" {
  availability_zone = "eu-central-1a"
  size              = 10
  encrypted         = ENCRYPTED
}
"""
OPEN_VOLUME = VOLUME.replace("ENCRYPTED", "false")


def finding(result: StageResult, rule: str) -> Finding:
    found = [finding for finding in result.findings if finding.rule == rule]
    assert len(found) == 1, [finding.rule for finding in result.findings]
    return found[0]


def text_at(files: dict[str, str], found: Finding) -> str:
    return files[found.file].encode()[found.span.start : found.span.end].decode()


def rules(result: StageResult) -> set[str]:
    return {found.rule for found in result.findings}


def test_a_finding_lies_on_the_attribute_that_was_judged(verify) -> None:
    files = {"main.tf": "# ☁️ größer\n" + OPEN_VOLUME}
    found = finding(verify(files), "CKV_AWS_3")
    assert text_at(files, found) == "encrypted         = false"
    assert found.address == "aws_ebs_volume.data"
    assert found.severity is Severity.ERROR
    assert found.datum("inspected_key") == "encrypted"
    assert found.datum("expected_value") is True
    assert "aws_ebs_volume.data" in found.certificate
    assert found.help.endswith("/checkov/terraform/checks/resource/aws/EBSEncryption.py")


def test_a_finding_about_what_is_missing_lies_on_the_header(verify) -> None:
    files = {"main.tf": OPEN_VOLUME}
    found = finding(verify(files), "CKV_AWS_189")
    assert text_at(files, found) == 'resource "aws_ebs_volume" "data"'
    assert found.datum("inspected_key") == "kms_key_id"
    assert found.datum("any_value_will_do") is True


def test_a_finding_in_a_nested_block_lies_there(verify) -> None:
    files = {
        "main.tf": """resource "aws_security_group" "web" {
  description = "web"
  ingress {
    from_port = 443
    to_port   = 443
  }
  ingress {
    to_port     = 22
    from_port   = 22
    cidr_blocks = ["0.0.0.0/0"]
  }
}
"""
    }
    found = finding(verify(files), "CKV_AWS_24")
    assert text_at(files, found) == "from_port   = 22"


def test_a_graph_check_carries_its_definition(verify) -> None:
    found = finding(verify({"main.tf": 'resource "aws_s3_bucket" "b" {}\n'}), "CKV2_AWS_6")
    assert "aws_s3_bucket_public_access_block" in str(found.datum("definition"))


def test_addresses_are_terraforms(verify) -> None:
    policy = 'statement {\n actions = ["*"]\n resources = ["*"]\n }\n'
    files = {
        "main.tf": f"""
data "aws_iam_policy_document" "all" {{
  {policy}
}}
provider "aws" {{
  alias      = "second"
  access_key = "AKIAIOSFODNN7EXAMPLE"
  secret_key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
}}
module "elsewhere" {{
  source = "terraform-aws-modules/vpc/aws"
}}
module "each" {{
  source   = "./volume"
  for_each = toset(["a.b"])
}}
resource "aws_ebs_volume" "counted" {{
  count = 2
  size  = 1
}}
""",
        "volume/main.tf": OPEN_VOLUME,
    }
    result = verify(files)
    assert rules_at(result) >= {
        ("CKV_AWS_49", "data.aws_iam_policy_document.all"),
        ("CKV_AWS_41", "provider.aws"),
        ("CKV_TF_1", "module.elsewhere"),
        ("CKV_AWS_3", 'module.each["a.b"].aws_ebs_volume.data'),
        ("CKV_AWS_3", "aws_ebs_volume.counted[0]"),
        ("CKV_AWS_3", "aws_ebs_volume.counted[1]"),
    }
    places = {found.address: text_at(files, found) for found in result.findings}
    assert places["provider.aws"] == 'provider "aws"'
    assert places["module.elsewhere"] == 'module "elsewhere"'


def test_variables_take_their_values_from_tfvars(verify) -> None:
    files = {
        "main.tf": VOLUME.replace("ENCRYPTED", "var.encrypt") + 'variable "encrypt" {}\n',
        "terraform.tfvars": "encrypt = false\n",
    }
    assert "CKV_AWS_3" in rules(verify(files))
    assert "CKV_AWS_3" not in rules(verify(files | {"terraform.tfvars": "encrypt = true\n"}))


def test_a_skip_comment_silences_its_block_alone(verify) -> None:
    skipped = OPEN_VOLUME.replace("{", "{\n  # checkov:skip=CKV_AWS_3: scratch space", 1)
    files = {"main.tf": skipped + OPEN_VOLUME.replace('"data"', '"other"')}
    assert finding(verify(files), "CKV_AWS_3").address == "aws_ebs_volume.other"


@pytest.mark.parametrize("name", [".checkov.yaml", ".checkov.yml"])
def test_the_projects_configuration_skips_checks(verify, name: str) -> None:
    files = {"main.tf": OPEN_VOLUME, name: "skip-check:\n  - CKV_AWS_3\n"}
    assert rules(verify(files)) == {"CKV_AWS_189"}


def test_the_projects_configuration_chooses_checks(verify) -> None:
    result = verify({"main.tf": OPEN_VOLUME, ".checkov.yaml": "check: [CKV_AWS_3]\n"})
    assert (rules(result), result.applied) == ({"CKV_AWS_3"}, 1)


def test_skipped_paths_are_those_of_the_users_folder(stage: Checkov, tmp_path: Path) -> None:
    # "shm" and "terraformer" are part of where the files are laid, and must not count.
    config = "skip-path:\n  - shm\n  - terraformer\n  - old/\n"
    files = {"main.tf": OPEN_VOLUME, "old/main.tf": OPEN_VOLUME, ".checkov.yaml": config}
    result = stage.run(snapshot_of(tmp_path, files), (), Cancellation())
    assert {found.file for found in result.findings} == {"main.tf"}


def test_soft_failures_do_not_fail_the_stage(verify) -> None:
    soft = verify({"main.tf": OPEN_VOLUME, ".checkov.yaml": "soft-fail: true\n"})
    assert (soft.status, rules(soft)) == (Status.PASSED, {"CKV_AWS_3", "CKV_AWS_189"})
    one = verify({"main.tf": OPEN_VOLUME, ".checkov.yaml": "soft-fail-on: [CKV_AWS_189]\n"})
    assert one.status is Status.FAILED
    assert finding(one, "CKV_AWS_189").severity is Severity.HINT
    assert finding(one, "CKV_AWS_3").severity is Severity.ERROR


def test_the_projects_own_code_is_not_run(verify, tmp_path: Path) -> None:
    proof = tmp_path / "proof"
    files = {
        "main.tf": OPEN_VOLUME,
        "checks/__init__.py": "",
        "checks/evil.py": f"open({str(proof)!r}, 'w').close()\n",
        ".checkov.yaml": "external-checks-dir: [checks]\nrun-all-external-checks: true\n",
    }
    result = verify(files)
    assert "CKV_AWS_3" in rules(result)
    assert "custom checks" in result.reason
    assert not proof.exists()


def test_the_projects_configuration_writes_nothing(verify, tmp_path: Path) -> None:
    target = tmp_path / "written"
    verify({"main.tf": OPEN_VOLUME, ".checkov.yaml": f"create-config: {target}\n"})
    verify({"main.tf": OPEN_VOLUME, ".checkov.yaml": "create-baseline: true\n"})
    verify({"main.tf": OPEN_VOLUME, ".checkov.yaml": f"output-file-path: [{target}]\n"})
    assert list(tmp_path.iterdir()) == []


def test_variable_files_are_read_from_inside_the_project_alone(verify, tmp_path: Path) -> None:
    outside = tmp_path.with_name("outside.tfvars")
    outside.write_text("encrypt = false\n")
    files = {
        "main.tf": VOLUME.replace("ENCRYPTED", "var.encrypt") + 'variable "encrypt" {}\n',
        "env/dev.tfvars": "encrypt = false\n",
    }
    inside = verify(files | {".checkov.yaml": "var-file: [env/dev.tfvars]\n"})
    assert "CKV_AWS_3" in rules(inside)
    absolute = f"var-file: ['{tmp_path / 'env' / 'dev.tfvars'}']\n"
    assert "CKV_AWS_3" in rules(verify(files | {".checkov.yaml": absolute}))
    for name in (str(outside), "../outside.tfvars"):
        result = verify(files | {".checkov.yaml": f"var-file: ['{name}']\n"})
        assert "CKV_AWS_3" not in rules(result)
        assert "outside of the project" in result.reason


def test_a_configuration_that_leaves_terraform_out_skips_the_stage(verify) -> None:
    result = verify({"main.tf": OPEN_VOLUME, ".checkov.yaml": "framework: [dockerfile]\n"})
    assert result.status is Status.SKIPPED
    assert "leaves out the framework terraform" in result.reason


@pytest.mark.parametrize("config", ["skip-check: [", "framework: [nonsense]\n", "\0\xff", "a"])
def test_a_broken_configuration_never_counts_as_passed(verify, config: str) -> None:
    result = verify({"main.tf": OPEN_VOLUME, ".checkov.yaml": config})
    assert result.status is Status.SKIPPED
    assert ".checkov.yaml" in result.reason


def test_a_clean_project_passes_and_counts_its_policies(verify) -> None:
    result = verify({"main.tf": 'resource "aws_sqs_queue" "q" {\n  kms_master_key_id = "k"\n}\n'})
    assert (result.status, result.findings) == (Status.PASSED, ())
    assert result.applied >= 1


def test_files_that_checkov_does_not_read_are_named(verify) -> None:
    result = verify({"main.tf": OPEN_VOLUME, "more.tf.json": "{}", "own.tofu": ""})
    assert result.reason == "not checked since Checkov only reads .tf files: more.tf.json, own.tofu"


def test_nothing_to_check_is_skipped(verify) -> None:
    assert verify({}).status is Status.SKIPPED
    assert verify({"a.tfvars": "a = 1\n"}).status is Status.SKIPPED
