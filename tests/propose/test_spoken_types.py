"""Which types a request asks for by their spoken names: the schemas that ship, no model."""

from __future__ import annotations

import pytest

from terraformer_ls.propose.asked_types import asked_types
from terraformer_ls.propose.spoken_types import spoken_types


@pytest.mark.parametrize(
    ("words", "types"),
    [
        ("Terraform for an S3 bucket and an SQS queue", {"aws_s3_bucket", "aws_sqs_queue"}),
        ("two subnets, a network ACL on AWS", {"aws_subnet", "aws_network_acl"}),
        ("an event hub on Azure", {"azurerm_eventhub"}),
        ("Create:\n- a KMS key\n- a KMS alias", {"aws_kms_key", "aws_kms_alias"}),
        ("a virtual network with one subnet", {"azurerm_virtual_network", "azurerm_subnet"}),
        ("pub/sub topic", {"google_pubsub_topic"}),
        (
            "a VPC, a subnet and an internet gateway",
            {"aws_internet_gateway", "aws_vpc", "aws_subnet"},
        ),
    ],
)
def test_what_is_introduced_is_asked_for(words: str, types: set[str]) -> None:
    assert spoken_types(words) == types


@pytest.mark.parametrize(
    "words",
    [
        "",
        "hello",
        "something in the S3 bucket",
        "The KMS key ARN comes from a variable.",
        'with "SQS queue" in its description',
        "daily backup of a virtual machine",
        "what `aws_s3_bucket` is called",
        "a role",
        "with project my-project and labels",
    ],
)
def test_what_is_only_spoken_of_is_not(words: str) -> None:
    assert spoken_types(words) == frozenset()


def test_the_longest_name_is_meant() -> None:
    assert spoken_types("an S3 bucket notification") == {"aws_s3_bucket_notification"}
    assert spoken_types("a Lambda function URL on AWS") == {"aws_lambda_function_url"}


def test_the_rest_of_a_request_tells_whose_a_thing_is() -> None:
    assert "aws_subnet" in spoken_types("a subnet, and an internet gateway, on AWS")
    assert "azurerm_subnet" in spoken_types("a subnet and a resource group")
    found = spoken_types("a SQL database with a private endpoint and a log analytics workspace")
    assert not any(type_.startswith("google_") for type_ in found)


def test_types_named_as_terraform_does_and_as_people_do_are_asked_for_together() -> None:
    asked = asked_types("an aws_sns_topic and an SQS queue")
    assert asked.types == {"aws_sns_topic", "aws_sqs_queue"}
    assert asked.others is None
