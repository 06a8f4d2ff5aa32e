"""A warm worker answers like a fresh command, whatever it was asked before."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
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


PROJECT = {
    "main.tf": """locals {
  open = ["0.0.0.0/0"]
  tags = { team = "data" }
}

resource "aws_s3_bucket" "logs" {
  bucket = "logs-${var.stage}"
  tags   = local.tags
}

resource "aws_s3_bucket_versioning" "logs" {
  bucket = aws_s3_bucket.logs.id
  versioning_configuration {
    status = var.versioning
  }
}

resource "aws_s3_bucket_policy" "logs" {
  bucket = aws_s3_bucket.logs.id
  policy = data.aws_iam_policy_document.logs.json
}

data "aws_iam_policy_document" "logs" {
  statement {
    effect    = "Allow"
    actions   = ["s3:*"]
    resources = ["*"]
  }
}

resource "aws_security_group" "web" {
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = local.open
  }
}

resource "aws_iam_policy" "all" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] })
}

module "first" {
  source    = "./disk"
  encrypted = true
}

module "second" {
  source    = "./disk"
  encrypted = false
}
""",
    "variables.tf": """variable "stage" {
  default = "test"
}

variable "versioning" {
  default = "Enabled"
}
""",
    "disk/main.tf": MODULE
    + """
resource "aws_iam_policy" "disk" {
  policy = jsonencode({ Statement = [{
    Effect = "Allow", Action = var.encrypted ? "s3:GetObject" : "iam:*", Resource = "*"
  }] })
}

resource "aws_ebs_volume" "each" {
  for_each  = toset(["a", "b"])
  size      = each.key == "a" ? 1 : 2
  encrypted = var.encrypted
}
""",
}

Edit = Callable[[dict[str, str]], None]


def replacing(file: str, *texts: str) -> Edit:
    """An edit that writes the next of some texts in place of the one that is there."""

    def edit(files: dict[str, str]) -> None:
        text = files.get(file, "")
        for old, new in zip(texts, (*texts[1:], texts[0]), strict=True):
            if old in text:
                files[file] = text.replace(old, new)
                return

    return edit


def adding(file: str, text: str) -> Edit:
    """An edit that adds a text to a file, or takes it away."""

    def edit(files: dict[str, str]) -> None:
        old = files.get(file, "")
        files[file] = old.replace(text, "") if text in old else old + text
        if not files[file]:
            del files[file]

    return edit


EDITS: list[Edit] = [
    replacing("variables.tf", '"Enabled"', '"Suspended"'),
    replacing("variables.tf", '"test"', '"prod"'),
    replacing("main.tf", '["0.0.0.0/0"]', '["10.0.0.0/8"]'),
    replacing(
        "main.tf", "from_port   = 22", "# checkov:skip=CKV_AWS_24: tunnel\n    from_port = 22"
    ),
    replacing("main.tf", "encrypted = false", "encrypted = true # false"),
    replacing("main.tf", 'module "second"', 'module "again"'),
    replacing("main.tf", 'actions   = ["s3:*"]', 'actions   = ["s3:GetObject"]'),
    replacing("main.tf", 'Action = "*"', 'Action = "s3:ListAllMyBuckets"'),
    replacing("main.tf", "bucket = aws_s3_bucket.logs.id", "bucket = aws_s3_bucket.data.id"),
    replacing("disk/main.tf", "size      = 10", "kms_key_id = aws_kms_key.disk.arn"),
    replacing("disk/main.tf", '"iam:*"', '"ec2:*"'),
    replacing("disk/main.tf", '"each" {', '"all" {'),
    adding("disk/key.tf", 'resource "aws_kms_key" "disk" {}\n'),
    adding("block.tf", BLOCK.replace("s3_bucket.b.", "s3_bucket.logs.")),
    adding("main.tf", '\nresource "aws_s3_bucket" "data" {}\n'),
    adding("main.tf", '\nresource "aws_s3_bucket" "logs" {}\n'),
    adding("twice.tf", 2 * EVERYTHING),
    adding("terraform.tfvars", 'versioning = "Disabled"\n'),
    adding(".checkov.yaml", "skip-check: [CKV_AWS_289, CKV2_AWS_6]\n"),
    adding("half.tf", 'resource "aws_s3_bucket" "half" {\n'),
]


@pytest.mark.parametrize("seed", [1, 2])
def test_random_edits(
    stage: Checkov, checkov: CheckovEnvironment, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    files = dict(PROJECT)
    steps: list[dict[str, str]] = []
    for _ in range(24):
        chance.choice(EDITS)(files)
        steps.append(dict(files))
    warm = [stage.run(snapshot_of(tmp_path, step), (), Cancellation()) for step in steps]
    for number in chance.sample(range(len(steps)), 3):
        folder = tmp_path / str(number)
        for name, text in steps[number].items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)
        # Checkov leaves `data.` out of the addresses that it gives.
        ours = {(rule, address.replace("data.", "")) for rule, address in rules_at(warm[number])}
        assert ours == run_checkov_command(checkov, folder), number
    other = Checkov(Settings())
    for number in chance.sample(range(len(steps)), len(steps)):
        snapshot = snapshot_of(tmp_path, steps[number])
        assert other.run(snapshot, (), Cancellation()) == warm[number], number
    other.close()
