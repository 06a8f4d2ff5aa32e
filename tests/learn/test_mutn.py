"""Changes of configurations: derived, verified, written, gone on with after a kill."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from terraformer_ls.hcl.blocks import top_level_blocks
from terraformer_ls.hcl.document import Document as HclDocument
from terraformer_ls.learn.corpus.judge import cheap_findings, snapshot_of
from terraformer_ls.learn.intent import holds
from terraformer_ls.learn.mutn.add_resource import add_companion
from terraformer_ls.learn.mutn.change_value import change_value
from terraformer_ls.learn.mutn.configuration import Configuration
from terraformer_ls.learn.mutn.excerpt import excerpt
from terraformer_ls.learn.mutn.make import answer_of, make_mutations
from terraformer_ls.learn.mutn.operations import OPERATIONS
from terraformer_ls.learn.mutn.secure import secure
from terraformer_ls.learn.mutn.sides import Sides
from terraformer_ls.learn.mutn.sources import Source, read_sources
from terraformer_ls.learn.mutn.vocabulary import vocabulary_of
from terraformer_ls.learn.records import Document, Split, Task, read_instances, write
from terraformer_ls.learn.split import is_held_out
from terraformer_ls.learn.verified import VerifierPool
from terraformer_ls.propose.examples import all_examples
from terraformer_ls.propose.merge import difference, merge
from terraformer_ls.verify.findings import Severity, Stage

TEXT = """variable "environment" {
  type    = string
  default = "dev"
}

resource "aws_sqs_queue" "orders" {
  name                       = "example-orders"
  visibility_timeout_seconds = 30
  fifo_throughput_limit      = "perQueue"

  tags = {
    Environment = var.environment
    Owner       = "shop"
  }
}

resource "aws_sqs_queue" "mails" {
  name                      = "example-mails"
  message_retention_seconds = 3600
  fifo_throughput_limit     = "perQueue"

  tags = {
    Owner   = "shop"
    Project = "apollo"
  }
}

resource "aws_sns_topic" "orders" {
  name         = "example-topic"
  display_name = "example-topic"

  tags = {
    Owner   = "shop"
    Project = "apollo"
  }
}

resource "aws_sns_topic_subscription" "orders" {
  topic_arn = aws_sns_topic.orders.arn
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.orders.arn
}

resource "aws_security_group" "web" {
  name = "web"

  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/16", "10.1.0.0/16"]
  }
}

output "queue" {
  value = aws_sqs_queue.orders.arn
}
"""

CORPUS = [
    *(example.text for example in all_examples() if example.name.startswith("aws/s")),
    """resource "aws_sqs_queue" "q" {
  name          = "q"
  delay_seconds = 90
}

resource "aws_sqs_queue_redrive_allow_policy" "q" {
  queue_url            = aws_sqs_queue.q.id
  redrive_allow_policy = "{}"
}

resource "aws_security_group" "a" {
  egress {
    from_port   = 53
    to_port     = 53
    protocol    = "udp"
    cidr_blocks = ["10.0.0.2/32"]
  }
}
""",
]

CONFIGURATION = Configuration(TEXT, "tests/mutn", "the tests", Split.TRAIN)


def blocks_of(text: str) -> dict[str, str]:
    document = HclDocument(text.encode())
    return {block.address: document.slice(block.node) for block in top_level_blocks(document)}


@pytest.mark.parametrize(
    "deriver", [d for d in OPERATIONS if d is not secure], ids=lambda d: d.__name__
)
def test_every_way_of_deriving_makes_what_an_answer_can_give(deriver) -> None:
    vocabulary = vocabulary_of(CORPUS)
    drafts = [
        draft for seed in range(4) for draft in deriver(CONFIGURATION, vocabulary, Random(seed))
    ]
    assert drafts
    for draft in drafts:
        assert draft.operation in ("add", "change", "remove", "parametrise", "refactor")
        errors = [f for f in cheap_findings(snapshot_of(draft.after)) if f.severity == "error"]
        assert not errors, (draft.words, errors)
        answer = difference(TEXT, draft.after)
        merged = merge(TEXT, answer)
        assert merged is not None
        assert blocks_of(merged) == blocks_of(draft.after)
        named = {intent.address for intent in draft.intents}
        for address, block in blocks_of(TEXT).items():
            if block.partition("{")[0] not in answer and address not in named:
                assert blocks_of(draft.after)[address] == block


def test_words_say_what_changes() -> None:
    for draft in change_value(CONFIGURATION, vocabulary_of(CORPUS), Random(3)):
        (intent,) = draft.intents
        said = draft.words.lower().replace("turn off", "false").replace("disable", "false")
        assert str(intent.value).lower() in said.replace("turn on", "true")


def test_a_companion_refers_to_what_is_there() -> None:
    drafts = list(add_companion(CONFIGURATION, vocabulary_of(CORPUS), Random(1)))
    added = [text for d in drafts for a, text in blocks_of(d.after).items() if a not in TEXT]
    for text in added:
        assert "aws_sqs_queue." in text or "aws_s" in text
    assert any("aws_sqs_queue.orders.id" in text for text in added)


def test_an_excerpt_stands_by_itself() -> None:
    cut = 0
    for example in all_examples()[::6]:
        text = excerpt(example.text, Random(example.name))
        if text is None:
            continue
        assert len(text) <= 1_300
        cut += text != example.text
        found = cheap_findings(snapshot_of(text))
        assert not [f for f in found if f.rule.startswith("undeclared")]
    assert cut > 20


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> list[Source]:
    folder = tmp_path_factory.mktemp("set")
    passed = dict.fromkeys(map(str, Stage), "passed")
    write(
        folder / "documents.jsonl.gz",
        [Document(TEXT, "tests/mutn", CONFIGURATION.types, "the tests", stages=passed)],
    )
    return read_sources([folder])


def test_what_is_written_holds_and_a_later_run_goes_on(
    sources: list[Source], tmp_path: Path
) -> None:
    with VerifierPool() as pool:
        make_mutations(sources, tmp_path, pool, most=4)
        first = list(read_instances(tmp_path / "tf_mutn.jsonl.gz"))
        make_mutations(sources, tmp_path, pool, most=9)
        instances = list(read_instances(tmp_path / "tf_mutn.jsonl.gz"))
        assert len(first) == 4
        assert instances[:4] == first
        assert len({instance.key for instance in instances}) == len(instances) >= 8
        for instance in instances:
            assert instance.task is Task.MUTATE
            assert instance.stages["plan"] == "passed"
            assert merge(instance.before, answer_of(instance)) == instance.after
            assert instance.split is not Split.TRAIN or not any(map(is_held_out, instance.types))
            old, new = pool.verdict(instance.before), pool.verdict(instance.after)
            asked = [intent for intent in instance.intents if intent.kind != "kept"]
            assert not all(
                holds(i, instance.before, instance.before, old.plan, old.report) for i in asked
            )
            for intent in instance.intents:
                assert holds(intent, instance.before, instance.after, new.plan, new.report)
            rules = Counter(f.rule for f in new.policy_findings if f.severity is not Severity.HINT)
            assert not rules - Counter(finding.rule for finding in old.policy_findings)


def test_what_is_near_to_the_other_side_of_the_split_is_left_out() -> None:
    near = TEXT.replace("example-orders", "example-bills")
    sides = Sides([Source(TEXT, "a", "the tests", Split.TEST)])
    assert sides.crosses(near, Split.TRAIN)
    assert not sides.crosses(near, Split.TEST)
    assert not sides.crosses(CORPUS[-1], Split.TRAIN)


KILLED = """
import os, signal, sys
from pathlib import Path
from terraformer_ls.learn.mutn.make import make_mutations
from terraformer_ls.learn.mutn.sides import Sides
from terraformer_ls.learn.mutn.sources import Source
from terraformer_ls.learn.records import Split
from terraformer_ls.learn.verified import VerifierPool

told = []
def tell(kind):
    told.append(kind)
    if len(told) == 3:
        os.kill(os.getpid(), signal.SIGKILL)

source = Source(Path(sys.argv[1]).read_text(), "tests/mutn", "the tests", Split.TRAIN)
with VerifierPool() as pool:
    make_mutations([source], Path(sys.argv[2]), pool, most=50, on_progress=tell)
"""


def test_a_killed_run_is_gone_on_with(sources: list[Source], tmp_path: Path) -> None:
    text = tmp_path / "main.tf"
    text.write_text(TEXT)
    ended = subprocess.run([sys.executable, "-c", KILLED, text, tmp_path], check=False)
    assert ended.returncode == -signal.SIGKILL
    kept = list(read_instances(tmp_path / "tf_mutn.jsonl.gz"))
    assert len(kept) == 3
    with VerifierPool() as pool:
        make_mutations(sources, tmp_path, pool, most=5)
    instances = list(read_instances(tmp_path / "tf_mutn.jsonl.gz"))
    assert instances[:3] == kept
    assert len({instance.key for instance in instances}) == len(instances) == 5
