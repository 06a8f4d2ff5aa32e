"""Intents against real plans and reports: what holds on an answer, and what no trick makes hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from terraformer_ls.engine import Engine
from terraformer_ls.hcl.document import Document
from terraformer_ls.learn.intent import holds, same_value, type_at
from terraformer_ls.learn.records import Intent
from terraformer_ls.settings import Settings
from terraformer_ls.workspace.snapshot import Snapshot

Judge = Callable[..., bool]

BEFORE = """\
resource "aws_s3_bucket" "logs" {
  bucket = "example-logs"
}

# The network.
resource "aws_security_group" "web" {
  name   = "web"
  vpc_id = "vpc-0123456789abcdef0"

  ingress {
    description = "https"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8", "192.168.0.0/16"]
  }
}

resource "aws_ebs_volume" "data" {
  count             = 2
  availability_zone = "eu-west-1a"
  size              = var.size
  tags = {
    "example.com/owner" = "ops"
  }
}

variable "size" {
  default = 20
}

locals {
  name = "web"
}

data "aws_caller_identity" "me" {}

resource "aws_iam_role" "app" {
  name = local.name
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2" } }]
  })
}
"""


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    engine = Engine(Settings(model="off"))
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def meets(engine: Engine) -> Judge:
    """Whether an answer meets an intent, with its real plan and report."""

    def judge(intent: Intent, after: str, before: str = BEFORE) -> bool:
        snapshot = Snapshot(Path("/answer"), {"main.tf": Document(after.encode())})
        report = engine.verify(snapshot)
        return holds(intent, before, after, engine.plans(snapshot).get("."), report)

    return judge


@pytest.mark.parametrize(
    "intent",
    [
        Intent("resource", type="aws_s3_bucket"),
        Intent("resource", type="aws_ebs_volume", count=2),
        Intent("resource", type="aws_ebs_volume", address="aws_ebs_volume.data", count=2),
        Intent("resource", type="aws_caller_identity"),
        Intent("value", type="aws_ebs_volume", path="size", value="20"),
        Intent("value", type="aws_ebs_volume", path="tags.example.com/owner", value="ops"),
        Intent("value", type="aws_security_group", path="ingress.0.from_port", value=443),
        Intent(
            "value",
            type="aws_security_group",
            path="ingress.0.cidr_blocks",
            value=["192.168.0.0/16", "10.0.0.0/8"],
        ),
        Intent("value", type="aws_iam_role", path="name", value="web"),
        Intent(
            "value",
            type="aws_iam_role",
            path="assume_role_policy.Statement.0.Principal.Service",
            value="ec2",
        ),
        Intent("absent", type="aws_vpc"),
        Intent("absent", address="output.name"),
        Intent("absent", address="aws_s3_bucket.logs", path="force_destroy"),
        Intent("absent", type="aws_security_group", path="egress"),
        Intent("kept", address="aws_security_group.web"),
        Intent("kept", address="local.name"),
        Intent("symbol", address="var.size"),
        Intent("symbol", address="local.name"),
        Intent("symbol", address="data.aws_caller_identity.me"),
        Intent("symbol", address="data.aws_caller_identity"),
    ],
    ids=str,
)
def test_what_a_configuration_says_holds_on_it(meets: Judge, intent: Intent) -> None:
    assert meets(intent, BEFORE)


@pytest.mark.parametrize(
    "intent",
    [
        Intent("resource", type="aws_s3_bucket", count=2),
        Intent("resource", type="aws_vpc"),
        Intent("resource", type="aws_s3_bucket", address="aws_s3_bucket.other"),
        Intent("value", type="aws_ebs_volume", path="size", value=21),
        Intent("value", type="aws_ebs_volume", path="tags.example.com/owner", value="dev"),
        Intent(
            "value", type="aws_security_group", path="ingress.0.cidr_blocks", value=["0.0.0.0/0"]
        ),
        Intent("value", type="aws_s3_bucket", path="no.such.path", value=None),
        Intent("absent", type="aws_s3_bucket"),
        Intent("absent", address="var.size"),
        Intent("absent", address="local.name"),
        Intent("absent", type="aws_security_group", path="ingress.0.description"),
        Intent("absent", address="aws_ebs_volume.data", path="tags"),
        Intent("kept", address="aws_s3_bucket.nowhere"),
        Intent("symbol", address="output.size"),
        Intent("symbol", address="data.aws_caller_identity.you"),
        Intent("symbol", address="data.aws_caller"),
        Intent("rule", type="aws_ebs_volume", value="CKV_AWS_3"),
    ],
    ids=str,
)
def test_what_it_does_not_say_does_not_hold(meets: Judge, intent: Intent) -> None:
    assert not meets(intent, BEFORE)


def test_a_block_is_kept_whatever_its_spacing_but_not_if_a_value_changed(meets: Judge) -> None:
    kept = Intent("kept", address="aws_ebs_volume.data")
    assert meets(kept, BEFORE.replace("  count             = 2", "  count = 2"))
    assert not meets(kept, BEFORE.replace("  count             = 2", "  count = 3"))
    assert not meets(kept, BEFORE.replace('"data"', '"disk"'))


def test_one_of_several_providers_is_kept_by_its_alias() -> None:
    one = 'provider "aws" {\n  alias  = "one"\n  region = "eu-west-1"\n}\n'
    before = one + one.replace("one", "two")
    after = one + one.replace("one", "two").replace("eu-west-1", "eu-west-2")
    for address, kept in (("provider.aws.one", True), ("provider.aws.two", False)):
        assert holds(Intent("kept", address=address), before, after, None, None) is kept
    assert not holds(Intent("kept", address="provider.aws"), before, after, None, None)


def test_an_answer_that_does_not_plan_sets_nothing(meets: Judge) -> None:
    broken = BEFORE.replace("size              = var.size", "size = var.nothing")
    assert not meets(Intent("resource", type="aws_s3_bucket"), broken)
    assert not meets(Intent("value", type="aws_iam_role", path="name", value="web"), broken)
    assert meets(Intent("symbol", address="var.size"), broken)


def test_a_rule_is_met_by_the_fix_alone(meets: Judge) -> None:
    encrypted = Intent("rule", type="aws_ebs_volume", value="CKV_AWS_3")
    volume = "  count             = 2\n"
    assert meets(encrypted, BEFORE.replace(volume, f"{volume}  encrypted = true\n"))
    skipped = BEFORE.replace(volume, f"{volume}  # checkov:skip=CKV_AWS_3: not now\n")
    assert not meets(encrypted, skipped)
    start = BEFORE.index('resource "aws_ebs_volume"')
    assert not meets(encrypted, BEFORE[:start] + BEFORE[BEFORE.index('variable "size"') :])


@pytest.mark.parametrize(
    ("address", "type_"),
    [
        ("aws_vpc.main", "aws_vpc"),
        ('module.a["x.y"].module.b[0].aws_vpc.main["k"]', "aws_vpc"),
        ("module.a.data.aws_ami.x", "aws_ami"),
        ("module.a", ""),
        ("", ""),
    ],
)
def test_the_type_in_an_address(address: str, type_: str) -> None:
    assert type_at(address) == type_


@pytest.mark.parametrize(
    ("found", "wanted", "same"),
    [
        (20, "20", True),
        (20, "20.5", False),
        (True, "true", True),
        (True, 1, False),
        ("1.10", "1.1", False),
        ("a", "A", False),
        ([1, 2, 2], [2, 1, 2], True),
        ([1, 2, 2], [1, 1, 2], False),
        ({"a": 1, "b": None}, {"a": "1"}, True),
        ('{"a": [1, 2]}', '{ "a": [1,2] }', True),
        (None, "", False),
    ],
)
def test_when_two_values_are_the_same(found: object, wanted: object, same: bool) -> None:
    assert same_value(found, wanted) is same
