"""Recipes: a finding in, a verified change out; the rest of the file stays as it was."""

from __future__ import annotations

import pytest
from module_files import snapshot_of

from terraformer_ls.engine import Engine
from terraformer_ls.propose.fix import has_recipe, propose_fixes
from terraformer_ls.propose.proposal import Proposal
from terraformer_ls.workspace.snapshot import Snapshot

INSTANCE = """\
resource "aws_instance" "web" {
  ami           = "ami-0123456789abcdef0" # golden image
  instance_type = "t3.small"

  root_block_device {
    volume_size = 20
  }
}
"""
BUCKET = """\
resource "aws_s3_bucket" "logs" {
  bucket = "logs"
}

# What reads the bucket follows.
resource "aws_sns_topic" "orders" {
  name              = "orders"
  kms_master_key_id = "alias/aws/sns"
}
"""


def fixed(engine: Engine, snapshot: Snapshot, rule: str) -> tuple[Proposal, Snapshot]:
    report = engine.verify(snapshot)
    finding = next(finding for finding in report.findings if finding.rule == rule)
    assert has_recipe(finding)
    proposals = propose_fixes(engine, snapshot, finding, report=report)
    assert proposals, f"no fix for {rule}"
    return proposals[0], snapshot.with_edits(proposals[0].edits)


@pytest.mark.parametrize(
    ("rule", "before", "after"),
    [
        (
            "CKV_AWS_126",
            '  instance_type = "t3.small"\n',
            '  instance_type = "t3.small"\n  monitoring    = true\n',
        ),
        (
            "CKV_AWS_135",
            '  instance_type = "t3.small"\n',
            '  instance_type = "t3.small"\n  ebs_optimized = true\n',
        ),
        (
            "CKV_AWS_79",
            "    volume_size = 20\n  }\n",
            "    volume_size = 20\n  }\n\n  metadata_options {\n"
            '    http_tokens = "required"\n  }\n',
        ),
    ],
)
def test_an_expected_value_is_put_where_it_belongs(
    engine: Engine, rule: str, before: str, after: str
) -> None:
    _, snapshot = fixed(engine, snapshot_of(main=INSTANCE), rule)
    assert snapshot.files["main.tf"].text.decode() == INSTANCE.replace(before, after)


@pytest.mark.parametrize(
    ("rule", "added"),
    [
        ("CKV2_AWS_6", "aws_s3_bucket_public_access_block"),
        ("CKV_AWS_21", "aws_s3_bucket_versioning"),
        ("CKV_AWS_145", "aws_s3_bucket_server_side_encryption_configuration"),
        ("CKV2_AWS_61", "aws_s3_bucket_lifecycle_configuration"),
    ],
)
def test_a_companion_resource_follows_its_resource(engine: Engine, rule: str, added: str) -> None:
    proposal, snapshot = fixed(engine, snapshot_of(main=BUCKET), rule)
    text = snapshot.files["main.tf"].text.decode()
    head, tail = BUCKET.split("\n# What", 1)
    assert text.startswith(
        f'{head}\nresource "{added}" "logs" {{\n  bucket = aws_s3_bucket.logs.id'
    )
    assert text.endswith(f"}}\n\n# What{tail}")
    assert rule in proposal.evidence.fixes
    assert not proposal.llm


def test_line_ends_of_the_file_are_kept(engine: Engine) -> None:
    _, snapshot = fixed(engine, snapshot_of(main=INSTANCE.replace("\n", "\r\n")), "CKV_AWS_79")
    text = snapshot.files["main.tf"].text
    assert text.count(b"\n") == text.count(b"\r\n")
    assert b'http_tokens = "required"' in text


def test_a_bucket_with_instances_gets_no_single_companion(engine: Engine) -> None:
    snapshot = snapshot_of(main=BUCKET.replace("{\n  bucket", "{\n  count  = 2\n  bucket"))
    report = engine.verify(snapshot)
    finding = next(finding for finding in report.findings if finding.rule == "CKV2_AWS_6")
    assert propose_fixes(engine, snapshot, finding, report=report) == ()


def test_what_is_no_longer_found_has_no_fix(engine: Engine) -> None:
    snapshot = snapshot_of(main=INSTANCE)
    finding = next(f for f in engine.verify(snapshot).findings if f.rule == "CKV_AWS_135")
    mended = snapshot_of(
        main=INSTANCE.replace("t3.small", "t3.small").replace(
            '"t3.small"\n', '"t3.small"\n  ebs_optimized = true\n'
        )
    )
    assert propose_fixes(engine, mended, finding) == ()
