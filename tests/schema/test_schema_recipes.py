"""Schema recipes: a finding in, a verified change out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from terraformer_ls.engine import Engine
from terraformer_ls.hcl.document import Document
from terraformer_ls.propose.fix import has_recipe, propose_fixes
from terraformer_ls.settings import Settings
from terraformer_ls.workspace.snapshot import Snapshot


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    engine = Engine(Settings(model="off", stages=("syntax", "schema")))
    yield engine
    engine.close()


def snapshot_of(**files: str) -> Snapshot:
    texts = {f"{name}.tf": Document(text.encode()) for name, text in files.items()}
    return Snapshot(Path("/somewhere"), texts)


def changed_by_fix(engine: Engine, snapshot: Snapshot, rule: str) -> list[dict[str, str]]:
    """The texts of all files after each proposal, the best proposal first."""
    report = engine.verify(snapshot)
    finding = next(finding for finding in report.findings if finding.rule == rule)
    assert has_recipe(finding)
    proposals = propose_fixes(engine, snapshot, finding, report=report)
    return [
        {
            path: document.text.decode()
            for path, document in snapshot.with_edits(proposal.edits).files.items()
        }
        for proposal in proposals
    ]


VPC = 'resource "aws_vpc" "main" {\n  cidr_block = "10.0.0.0/16"\n}\n'

CASES = {
    "unknown-argument": (
        'resource "aws_vpc" "a" {\n  cidr_blok = "10.0.0.0/16" # all of it\n}\n',
        'resource "aws_vpc" "a" {\n  cidr_block = "10.0.0.0/16" # all of it\n}\n',
    ),
    "unknown-type": (
        'resource "aws_vcp" "a" {\n  cidr_block = "10.0.0.0/16"\n}\n',
        'resource "aws_vpc" "a" {\n  cidr_block = "10.0.0.0/16"\n}\n',
    ),
    "unknown-block": (
        'variabel "a" {\n  type = string\n}\n\noutput "a" {\n  value = 1\n}\n',
        'variable "a" {\n  type = string\n}\n\noutput "a" {\n  value = 1\n}\n',
    ),
    "unknown-attribute": (
        VPC + 'output "a" {\n  value = aws_vpc.main.arm\n}\n',
        VPC + 'output "a" {\n  value = aws_vpc.main.arn\n}\n',
    ),
    "undeclared-local": (
        'locals {\n  tags = {}\n}\n\noutput "a" {\n  value = [local.tgas, local.tags]\n}\n',
        'locals {\n  tags = {}\n}\n\noutput "a" {\n  value = [local.tags, local.tags]\n}\n',
    ),
    "missing-argument": (
        VPC + 'resource "aws_subnet" "a" {\n  cidr_block = "10.0.0.0/24"\n}\n',
        VPC + 'resource "aws_subnet" "a" {\n  cidr_block = "10.0.0.0/24"\n'
        "  vpc_id     = aws_vpc.main.id\n}\n",
    ),
    "read-only-argument": (
        'resource "aws_vpc" "a" {\n  cidr_block = "10.0.0.0/16"\n  arn        = "x"\n}\n',
        'resource "aws_vpc" "a" {\n  cidr_block = "10.0.0.0/16"\n}\n',
    ),
    "argument-as-block": (
        'resource "aws_vpc" "a" {\n  tags {\n    Name = "a"\n  }\n}\n',
        'resource "aws_vpc" "a" {\n  tags = {\n    Name = "a"\n  }\n}\n',
    ),
    "block-as-argument": (
        'resource "aws_instance" "a" {\n  root_block_device = {\n    volume_size = 1\n  }\n}\n',
        'resource "aws_instance" "a" {\n  root_block_device {\n    volume_size = 1\n  }\n}\n',
    ),
    "wrong-type": (
        'resource "aws_vpc" "a" {\n  enable_dns_support = "yes"\n}\n',
        'resource "aws_vpc" "a" {\n  enable_dns_support = true\n}\n',
    ),
    "invalid-reference": (
        'output "a" {\n  value = production\n}\n',
        'output "a" {\n  value = "production"\n}\n',
    ),
}


@pytest.mark.parametrize("rule", CASES)
def test_the_first_fix(engine, rule):
    before, after = CASES[rule]
    assert changed_by_fix(engine, snapshot_of(main=before), rule)[0]["main.tf"] == after


def test_an_undeclared_variable_is_declared_beside_the_others(engine):
    main = 'resource "aws_vpc" "a" {\n  enable_dns_support = var.dns\n}\n'
    variables = 'variable "other" {}\n'
    fixed = changed_by_fix(
        engine, snapshot_of(main=main, variables=variables), "undeclared-variable"
    )
    assert fixed[0] == {
        "main.tf": main,
        "variables.tf": 'variable "other" {}\n\nvariable "dns" {\n  type = bool\n}\n',
    }


def test_required_blocks_come_with_what_they_require(engine):
    before = 'resource "aws_lb_listener" "http" {\n  load_balancer_arn = "arn:a"\n}\n'
    fixed = changed_by_fix(engine, snapshot_of(main=before), "missing-block")
    assert fixed[0]["main.tf"] == (
        'resource "aws_lb_listener" "http" {\n  load_balancer_arn = "arn:a"\n\n'
        '  default_action {\n    type = ""\n  }\n}\n'
    )


def test_a_fix_that_would_bring_another_error_is_not_offered(engine):
    # Renaming would set `cidr_block` twice.
    before = (
        'resource "aws_vpc" "a" {\n  cidr_block = "10.0.0.0/16"\n  cidr_blok  = "10.0.0.0/8"\n}\n'
    )
    fixed = changed_by_fix(engine, snapshot_of(main=before), "unknown-argument")
    assert [texts["main.tf"] for texts in fixed] == [
        'resource "aws_vpc" "a" {\n  cidr_block = "10.0.0.0/16"\n}\n'
    ]
