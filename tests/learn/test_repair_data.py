"""Configurations broken by program, with the verifier's words and the way back."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from terraformer_ls.hcl.blocks import top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.learn.corpus.judge import cheap_findings, snapshot_of
from terraformer_ls.learn.intent import holds
from terraformer_ls.learn.mutn.configuration import Configuration
from terraformer_ls.learn.mutn.sources import Source
from terraformer_ls.learn.records import Split, read_instances
from terraformer_ls.learn.repair.breakages import BREAKAGES
from terraformer_ls.learn.repair.make import make_repairs
from terraformer_ls.learn.verified import VerifierPool
from terraformer_ls.propose.merge import difference, merge

TEXT = """variable "size" {
  type    = number
  default = 2
}

data "aws_caller_identity" "current" {}

# Takes the orders.
resource "aws_sqs_queue" "orders" {
  name                       = "orders-${data.aws_caller_identity.current.account_id}"
  visibility_timeout_seconds = 30

  tags = {
    Owner = "shop"
  }
}

resource "aws_sns_topic" "orders" {
  name         = lower("ORDERS")
  display_name = "orders"
}

resource "aws_sns_topic_subscription" "orders" {
  topic_arn = aws_sns_topic.orders.arn
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.orders.arn
}

resource "aws_autoscaling_group" "web" {
  max_size           = var.size
  min_size           = 1
  availability_zones = ["eu-west-1a", "eu-west-1b"]

  launch_template {
    name    = "web"
    version = "$Latest"
  }
}
"""

CONFIGURATION = Configuration(TEXT, "tests/repair", "the tests", Split.TRAIN)

NOT_CHEAP = {
    *("unknown_function", "wrong_call", "count_and_for_each", "cycle"),
    *("unknown_for_each", "wrong_default"),
}
"""What only Terraform itself finds."""


def blocks_of(text: str) -> list[str]:
    document = Document(text.encode())
    return [document.slice(block.node) for block in top_level_blocks(document)]


def test_the_configuration_is_whole() -> None:
    assert not cheap_findings(snapshot_of(TEXT))


@pytest.mark.parametrize("breakage", BREAKAGES, ids=lambda breakage: breakage.__name__)
def test_every_breakage_breaks_and_has_a_way_back(breakage) -> None:
    broken = {text for seed in range(6) for text in breakage(CONFIGURATION, Random(seed))}
    assert broken
    failing = [text for text in broken if cheap_findings(snapshot_of(text))]
    assert breakage.__name__ in NOT_CHEAP or len(failing) >= 0.5 * len(broken)
    back = [
        merged is not None and Counter(blocks_of(merged)) == Counter(blocks_of(TEXT))
        for text in broken
        for merged in (merge(text, difference(text, TEXT)),)
    ]
    assert sum(back) >= 0.8 * len(back)


def test_what_is_written_fails_with_those_words_and_is_repaired(tmp_path: Path) -> None:
    source = Source(TEXT, "tests/repair", "the tests", Split.TRAIN)
    with VerifierPool() as pool:
        make_repairs([source], tmp_path, pool, most=8)
        instances = list(read_instances(tmp_path / "repair.jsonl.gz"))
        assert len(instances) >= 8
        assert len({instance.operation for instance in instances}) >= 2
        for instance in instances:
            broken, whole = pool.verdict(instance.before), pool.verdict(instance.after)
            assert whole.plans
            failed = [stage for stage, status in broken.stages.items() if status == "failed"]
            assert failed[0] == instance.operation
            told = " ".join(f.certificate or f.message for f in broken.report.findings)
            for line in instance.words.splitlines():
                said = line.partition(": ")[2].rpartition(" (")[0]
                assert said in " ".join(told.split())
            answer = difference(instance.before, instance.after)
            assert merge(instance.before, answer) == instance.after
            for intent in instance.intents:
                assert holds(intent, instance.before, instance.after, whole.plan, whole.report)
        make_repairs([source], tmp_path, pool, most=8)
        assert list(read_instances(tmp_path / "repair.jsonl.gz")) == instances
