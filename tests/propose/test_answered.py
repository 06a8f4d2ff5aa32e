"""How much of a request is in a configuration: no model, no Terraform."""

from __future__ import annotations

import pytest

from terraformer_ls.propose.answered import share_answered
from terraformer_ls.propose.asked import Asked, asked_for

QUEUE = """\
variable "name" {
  type    = string
  default = "jobs"
}

resource "aws_sqs_queue" "main" {
  name = var.name
}
"""


@pytest.mark.parametrize(
    ("words", "share"),
    [
        ("", 1.0),
        ("an SQS queue", 1.0),
        ("an SQS queue and an SNS topic", 0.5),
        ("two SQS queues", 0.0),
        ("an SQS queue named jobs", 1.0),
        ("an SQS queue named others", 0.5),
        ("an SQS queue with delay seconds 5", 0.5),
        ("an SQS queue, with the variable `name` and an output `url`", 2 / 3),
        ("an SQS queue, and use a data source for the VPC", 0.5),
    ],
)
def test_the_share_is_of_all_that_is_asked_for_by_name(words: str, share: float) -> None:
    assert share_answered(asked_for(words), QUEUE) == pytest.approx(share)


def test_a_resource_that_is_many_is_as_many_as_wanted() -> None:
    many = QUEUE.replace("  name = var.name", "  for_each = toset(var.names)")
    assert share_answered(asked_for("three SQS queues"), many) == 1.0


def test_one_of_the_types_that_may_be_meant_is_enough() -> None:
    either = Asked(choices={frozenset({"aws_sqs_queue", "aws_mq_broker"}): 1})
    assert share_answered(either, QUEUE) == 1.0
    assert share_answered(either, "") == 0.0


def test_a_place_is_the_same_however_it_is_spelled() -> None:
    text = (
        'resource "azurerm_resource_group" "a" {\n  name     = "a"\n  location = "westeurope"\n}\n'
    )
    assert share_answered(asked_for("a resource group in West Europe named a"), text) == 1.0


def test_half_a_text_is_no_error() -> None:
    assert share_answered(asked_for("an SQS queue"), 'resource "aws_sqs_queue" "a" {\n  na') == 1.0
