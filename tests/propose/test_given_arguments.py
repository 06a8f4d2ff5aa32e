"""Values that a request gives by the names of arguments, in a draft: no model, no Terraform."""

from __future__ import annotations

import pytest

from terraformer_ls.propose.adapt.given_arguments import with_given_arguments

DRAFT = """\
variable "size" {
  type    = number
  default = 1
}

resource "azurerm_public_ip" "egress" {
  name              = "pip-egress"
  allocation_method = "Static"
}

resource "aws_sqs_queue" "jobs" {
  name          = "jobs"
  delay_seconds = var.size
}
"""


@pytest.mark.parametrize(
    ("words", "old", "new"),
    [
        ("a public IP address named exports-eu", '"pip-egress"', '"exports-eu"'),
        ("an SQS queue with delay seconds set to 5", "default = 1", "default = 5"),
        ("an SNS topic named alerts", "", ""),
        ("an SQS queue with delay seconds set to soon", "", ""),
        ("an SQS queue called jobs", "", ""),
    ],
)
def test_what_is_given_takes_the_place_of_what_is_there(words: str, old: str, new: str) -> None:
    assert with_given_arguments(DRAFT, words) == DRAFT.replace(old, new)


def test_what_is_not_there_is_added() -> None:
    made = with_given_arguments(DRAFT, "a public IP address with sku set to Standard")
    assert '  sku               = "Standard"\n' in made
    assert len(made.splitlines()) == len(DRAFT.splitlines()) + 1


def test_of_several_resources_none_is_changed() -> None:
    two = DRAFT + DRAFT.replace('"egress"', '"other"')
    assert with_given_arguments(two, "a public IP address named exports-eu") == two


def test_half_a_text_stays_what_it_is() -> None:
    half = 'resource "aws_sqs_queue" "a" {\n  name = '
    assert with_given_arguments(half, "an SQS queue named jobs").startswith(half[:20])
