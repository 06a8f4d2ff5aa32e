"""Requests say what a configuration is, and nothing that it is not."""

from __future__ import annotations

import random

import pytest

from terraformer_ls.learn.intent import holds
from terraformer_ls.learn.verified import VerifierPool
from terraformer_ls.learn.words.describe import describe
from terraformer_ls.learn.words.facts import Fact
from terraformer_ls.learn.words.type_names import names_of_type, plural, with_article
from terraformer_ls.learn.words.values import phrase_of
from terraformer_ls.verify.findings import Stage

QUEUES = """
variable "kms_key_arn" {
  type = string
}

resource "aws_sqs_queue" "dead" {
  name       = "orders-dead.fifo"
  fifo_queue = true
}

resource "aws_sqs_queue" "orders" {
  name                       = "orders.fifo"
  fifo_queue                 = true
  visibility_timeout_seconds = 90
  kms_master_key_id          = var.kms_key_arn
}

resource "aws_cloudwatch_log_group" "orders" {
  name              = "/orders"
  retention_in_days = 14
  skip_destroy      = false
  tags              = { Team = "shop" }
}
"""


@pytest.fixture(scope="module")
def plan():
    with VerifierPool() as pool:
        verdict = pool.verdict(QUEUES, (Stage.SYNTAX, Stage.SCHEMA, Stage.VALIDATE, Stage.PLAN))
    assert verdict.plan is not None
    return verdict.plan


@pytest.mark.parametrize("detail", [1, 2, 3])
def test_every_intent_of_a_request_holds_and_is_said(plan, detail):
    for seed in range(60):
        found = describe(QUEUES, plan, detail, random.Random(seed))
        assert found is not None
        for intent in found.intents:
            assert holds(intent, "", QUEUES, plan, None), (found.words, intent)
            if intent.kind == "value" and not isinstance(intent.value, bool):
                assert str(intent.value) in found.words
            if intent.kind == "symbol":
                assert intent.address.rpartition(".")[2] in found.words
            if intent.kind == "resource":
                names = names_of_type(intent.type)
                assert any(name in found.words or plural(name) in found.words for name in names)
                if intent.count == 2:
                    assert "two " in found.words or "2 " in found.words


def test_more_detail_says_more(plan):
    def values(detail: int) -> int:
        found = [describe(QUEUES, plan, detail, random.Random(seed)) for seed in range(40)]
        return sum(intent.kind == "value" for one in found if one for intent in one.intents)

    assert values(1) == 0 < values(2) < values(3)


def test_requests_differ_from_one_another(plan):
    found = {
        one.words
        for one in (describe(QUEUES, plan, 2, random.Random(seed)) for seed in range(50))
        if one
    }
    assert len(found) == 50


@pytest.mark.parametrize(
    ("path", "value", "wanted"),
    [
        ("retention_in_days", 14, ("retention", "14 days")),
        ("visibility_timeout_seconds", 90, ("visibility timeout", "90 seconds")),
        ("versioning.enabled", True, ("versioning",)),
        ("disable_on_destroy", False, ("disable", "false")),
        ("enabled", True, ("enabled", "true")),
        ("tags.Team", "shop", ("Team", "shop")),
        ("cidr_block", "10.0.0.0/16", ("10.0.0.0/16",)),
    ],
)
def test_a_value_is_said_with_its_unit_and_sense(path, value, wanted):
    fact = Fact("a.b", "a", path, value, 1.0)
    for seed in range(20):
        phrase = phrase_of(fact, random.Random(seed)).text
        assert all(word in phrase for word in wanted), phrase


@pytest.mark.parametrize(
    ("noun", "one", "many"),
    [
        ("S3 bucket", "an S3 bucket", "S3 buckets"),
        ("NAT gateway", "a NAT gateway", "NAT gateways"),
        ("IAM policy", "an IAM policy", "IAM policies"),
        ("user pool", "a user pool", "user pools"),
        ("secret in Secrets Manager", "a secret in Secrets Manager", "secrets in Secrets Manager"),
        ("X-Ray group", "an X-Ray group", "X-Ray groups"),
        ("Elastic IP address", "an Elastic IP address", "Elastic IP addresses"),
    ],
)
def test_nouns_take_their_article_and_plural(noun, one, many):
    assert with_article(noun) == one
    assert plural(noun) == many
