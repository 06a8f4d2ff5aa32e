"""What a model is told of the schema: every name is real, and the needed ones come first."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from terraformer_ls.propose.digest import digests
from terraformer_ls.schema.choose import Choices, provider_of_type
from terraformer_ls.schema.model import BlockKind, BlockSchema
from terraformer_ls.workspace.snapshot import Snapshot

QUEUE = 'resource "aws_sqs_queue" "orders" {\n  name = "orders"\n}\n'


def schema_of(type_: str) -> BlockSchema:
    chosen = Choices(Snapshot(Path("/test"), {})).provider(".", provider_of_type(type_)).schema
    assert chosen is not None
    block = chosen.block(BlockKind.RESOURCE, type_)
    assert block is not None
    return block


def test_required_arguments_come_first_with_a_mark() -> None:
    [line] = [line for line in digests("a load balancer listener") if "aws_lb_listener:" in line]
    assert re.match(r"aws_lb_listener: load_balancer_arn\*, default_action\* \{type\*", line)


def test_what_the_request_speaks_of_comes_before_the_rest() -> None:
    [line] = digests("an SQS queue with a visibility timeout of 30 seconds")[:1]
    assert line.startswith("aws_sqs_queue: visibility_timeout_seconds number, ")


@pytest.mark.parametrize(
    "words",
    ["an EC2 instance with an encrypted root disk", "AKS cluster", "Cloud Run service on GCP"],
)
def test_every_name_is_in_the_schema_and_every_required_one_is_told(words: str) -> None:
    lines = digests(words)
    assert lines
    for line in lines:
        type_, _, told = line.partition(": ")
        block = schema_of(type_)
        flat = re.sub(r"\{[^{}]*\}", "", re.sub(r"\{[^{}]*\}", "", re.sub(r"\{[^{}]*\}", "", told)))
        names = [name.split()[0] for name in flat.split(", ") if name]
        assert {name.rstrip("*") for name in names} <= set(block.settable_names())
        assert {name[:-1] for name in names if name.endswith("*")} == set(block.required_names())


def test_a_change_is_told_of_what_is_there() -> None:
    [line] = digests("keep messages for 10 days", QUEUE)
    assert line.startswith("aws_sqs_queue: ")
    assert "message_retention_seconds number" in line


def test_nothing_is_told_where_nothing_is_named() -> None:
    assert digests("hello") == ()
    assert digests("", 'resource "unknown_thing" "x" {}\n') == ()


def test_a_few_lines_are_enough() -> None:
    everything = "bucket, queue, topic, table, role, key, cluster, database, function, instance"
    assert len("\n".join(digests(everything))) < 2_000
