"""A warm worker answers like a fresh command, whatever it was asked before."""

from __future__ import annotations

from pathlib import Path

from checkov_runs import rules_at, run_checkov_command, snapshot_of

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.policy.checkov import Checkov
from terraformer_ls.policy.environment import CheckovEnvironment
from terraformer_ls.settings import Settings

MODULE = """variable "encrypted" {}
resource "aws_ebs_volume" "data" {
  size      = 10
  encrypted = var.encrypted
}
"""
CALL = 'module "disk" {\n  source    = "./disk"\n  encrypted = VALUE\n}\n'
BUCKET = 'resource "aws_s3_bucket" "b" {\n  bucket = "b"\n}\n'
BLOCK = """resource "aws_s3_bucket_public_access_block" "b" {
  bucket                  = aws_s3_bucket.b.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
"""
EVERYTHING = """resource "aws_iam_policy" "all" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] })
}
"""

# The same names with other content, files that come and go, modules whose arguments change: what
# registries and caches keyed by path or by name would get wrong.
STEPS: list[dict[str, str]] = [
    {"main.tf": CALL.replace("VALUE", "false"), "disk/main.tf": MODULE},
    {"main.tf": CALL.replace("VALUE", "true"), "disk/main.tf": MODULE},
    {"main.tf": BUCKET, "policy.tf": EVERYTHING},
    {"main.tf": BUCKET + BLOCK, ".checkov.yaml": "skip-check: [CKV2_AWS_61, CKV_AWS_18]\n"},
    {"main.tf": BUCKET + "\nresource {", "policy.tf": EVERYTHING},
    {"main.tf": CALL.replace("VALUE", "false"), "disk/main.tf": MODULE},
]


def test_a_sequence_of_projects_and_edits(
    stage: Checkov, checkov: CheckovEnvironment, tmp_path: Path
) -> None:
    warm = [rules_at(stage.run(snapshot_of(tmp_path, step), (), Cancellation())) for step in STEPS]
    assert warm[0] == warm[-1]
    for number, step in enumerate(STEPS[1:-1], start=1):
        folder = tmp_path / str(number)
        for name, text in step.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)
        assert warm[number] == run_checkov_command(checkov, folder), step


def test_the_same_project_before_and_after_many_others(
    stage: Checkov, checkov: CheckovEnvironment, tmp_path: Path
) -> None:
    fresh = Checkov(Settings())
    for step in reversed(STEPS):
        snapshot = snapshot_of(tmp_path, step)
        assert stage.run(snapshot, (), Cancellation()) == fresh.run(snapshot, (), Cancellation())
    fresh.close()
