"""What a request asks for by the names that people say: the schemas that ship, no model."""

from __future__ import annotations

import pytest

from terraformer_ls.propose.asked import asked_for
from terraformer_ls.propose.spoken_arguments import spoken_arguments
from terraformer_ls.propose.spoken_symbols import spoken_symbols
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
    assert spoken_types(words).keys() == types


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
    assert spoken_types(words) == {}


def test_the_longest_name_is_meant() -> None:
    assert spoken_types("an S3 bucket notification") == {"aws_s3_bucket_notification": 1}
    assert spoken_types("a Lambda function URL on AWS") == {"aws_lambda_function_url": 1}


def test_the_rest_of_a_request_tells_whose_a_thing_is() -> None:
    assert "aws_subnet" in spoken_types("a subnet, and an internet gateway, on AWS")
    assert "azurerm_subnet" in spoken_types("a subnet and a resource group")
    found = spoken_types("a SQL database with a private endpoint and a log analytics workspace")
    assert not any(type_.startswith("google_") for type_ in found)


def test_types_named_as_terraform_does_and_as_people_do_are_asked_for_together() -> None:
    asked = asked_for("an aws_sns_topic and an SQS queue")
    assert asked.types == {"aws_sns_topic": 1, "aws_sqs_queue": 1}
    assert asked.others is None


@pytest.mark.parametrize(
    ("words", "counts"),
    [
        ("two subnets and a network ACL on AWS", {"aws_subnet": 2, "aws_network_acl": 1}),
        ("an SQS queue; two SQS queues", {"aws_sqs_queue": 2}),
        ("several SQS queues", {"aws_sqs_queue": 1}),
    ],
)
def test_how_many_are_asked_for_is_counted(words: str, counts: dict[str, int]) -> None:
    assert spoken_types(words) == counts


@pytest.mark.parametrize(
    ("words", "arguments"),
    [
        (
            'a codedeploy app with compute platform set to "ECS" on AWS',
            {"aws_codedeploy_app": {"compute_platform"}},
        ),
        (
            "an SSM parameter; the tier should be Standard; an SQS queue with `fifo_queue` = true",
            {"aws_ssm_parameter": {"tier"}, "aws_sqs_queue": {"fifo_queue"}},
        ),
        (
            "an ECR repository and a KMS key. For the ECR repository: set the name to a. "
            "For the KMS key: set the description to b, with key rotation enabled",
            {
                "aws_ecr_repository": {"name"},
                "aws_kms_key": {"description", "enable_key_rotation"},
            },
        ),
        ("on AWS, a VPC with CIDR 10.0.0.0/16", {"aws_vpc": {"cidr_block"}}),
        ("an SQS queue named `jobs` on AWS", {"aws_sqs_queue": {"name"}}),
        (
            "an SQS queue with 300 as visibility timeout seconds",
            {"aws_sqs_queue": {"visibility_timeout_seconds"}},
        ),
    ],
)
def test_arguments_with_a_value_belong_to_the_type_before_them(
    words: str, arguments: dict[str, set[str]]
) -> None:
    assert spoken_arguments(words) == arguments


@pytest.mark.parametrize(
    "words",
    [
        "an SQS queue. Use the region us-west-2.",
        "an SQS queue for the name service",
        'an SQS queue with "fifo_queue = true" as its name',
        "an SQS queue in the policy of the team",
        "set the tier to Standard",
    ],
)
def test_arguments_that_are_in_doubt_are_left_out(words: str) -> None:
    assert spoken_arguments(words).get("aws_sqs_queue", frozenset()) <= {"name"}


@pytest.mark.parametrize(
    ("words", "variables", "outputs"),
    [
        ("Make `zones` an input variable. Add an output `ids`.", ("zones",), ("ids",)),
        ("The zone comes from the variable zone. Output the email as mail.", ("zone",), ("mail",)),
        ("Take it as a variable `a`. Export bucket_url as an output.", ("a",), ("bucket_url",)),
        ("an S3 bucket named by var.name, with an output bucket_arn", ("name",), ("bucket_arn",)),
        ("a variable for the region and an output with the URL", (), ()),
    ],
)
def test_variables_and_outputs_that_are_named_are_asked_for(
    words: str, variables: tuple[str, ...], outputs: tuple[str, ...]
) -> None:
    assert spoken_symbols(words) == {"variable": variables, "output": outputs}
