"""What a request asks for by the names that people say: the schemas that ship, no model."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terraformer_ls.propose.asked import asked_for
from terraformer_ls.propose.everyday_names import ALSO_CALLED
from terraformer_ls.propose.spoken_arguments import spoken_arguments
from terraformer_ls.propose.spoken_symbols import spoken_symbols
from terraformer_ls.propose.spoken_types import spoken_types
from terraformer_ls.propose.type_names import schema_of_type


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
        ("an SQS queue as well as an SNS topic", {"aws_sqs_queue", "aws_sns_topic"}),
        ("a log group in CloudWatch", {"aws_cloudwatch_log_group"}),
        ("a secret in AWS Secrets Manager", {"aws_secretsmanager_secret"}),
        ("a parameter in the SSM parameter store", {"aws_ssm_parameter"}),
        ("a key vault key", {"azurerm_key_vault_key"}),
        ("a compute HTTP health check", {"google_compute_http_health_check"}),
        ("three IAM policies on AWS", {"aws_iam_policy"}),
        ("an encrypted S3 bucket", {"aws_s3_bucket"}),
        ("a static IP address on Google Cloud", {"google_compute_address"}),
        ("a VPC network on GCP", {"google_compute_network"}),
        ("a virtual private cloud", {"aws_vpc"}),
        ("an API Gateway v2 API", {"aws_apigatewayv2_api"}),
        ("a customer-managed KMS key on AWS", {"aws_kms_key"}),
        ("AWS, NAT gateway, route", {"aws_nat_gateway", "aws_route"}),
        ("create an organization on AWS", {"aws_organizations_organization"}),
        ("a Helm release", {"helm_release"}),
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
        "patch EC2 instances when a network security group changes",
        "an EC2 image",
        "an existing Lambda function",
        "three IAM policy documents",
    ],
)
def test_what_is_only_spoken_of_is_not(words: str) -> None:
    assert spoken_types(words) == {}


def test_the_longest_name_is_meant() -> None:
    assert spoken_types("an S3 bucket notification") == {"aws_s3_bucket_notification": 1}
    assert spoken_types("a Lambda function URL on AWS") == {"aws_lambda_function_url": 1}


@pytest.mark.parametrize(
    ("words", "types"),
    [
        ("a load balancer named web", {"aws_lb", "azurerm_lb"}),
        ("a service account", {"google_service_account", "kubernetes_service_account"}),
        ("a Kubernetes namespace", {"kubernetes_namespace", "kubernetes_namespace_v1"}),
    ],
)
def test_where_a_request_does_not_tell_which_is_meant_one_of_them_is_asked_for(
    words: str, types: set[str]
) -> None:
    (either,) = asked_for(words).choices
    assert types <= either
    assert not asked_for(words).types


@pytest.mark.parametrize(
    ("words", "sources"),
    [
        ("an IAM role on AWS. Use a data source for the VPC.", {"aws_vpc"}),
        ("use data sources for the availability zones", {"aws_availability_zones"}),
        ("a data source of the Route 53 hosted zone", {"aws_route53_zone"}),
        ("three IAM policies from the data source", set[str]()),
    ],
)
def test_data_sources_are_asked_for_beside_resources(words: str, sources: set[str]) -> None:
    asked = asked_for(words)
    assert asked.sources == sources
    assert sources.isdisjoint(asked.types)


def test_what_is_named_as_terraform_does_leaves_no_choice() -> None:
    assert asked_for("a load balancer, an azurerm_lb").choices == {}


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
        ("SQS queue with delay seconds 3", {"aws_sqs_queue": 1}),
    ],
)
def test_how_many_are_asked_for_is_counted(words: str, counts: dict[str, int]) -> None:
    assert spoken_types(words) == counts


@pytest.mark.parametrize(
    ("words", "arguments"),
    [
        (
            'a codedeploy app with compute platform set to "ECS" on AWS',
            {"aws_codedeploy_app": {"compute_platform": '"ECS"'}},
        ),
        (
            "an SSM parameter; the tier should be Standard; an SQS queue with `fifo_queue` = true",
            {"aws_ssm_parameter": {"tier": '"Standard"'}, "aws_sqs_queue": {"fifo_queue": "true"}},
        ),
        (
            "an ECR repository and a KMS key. For the ECR repository: set the name to a. "
            "For the KMS key: set the description to b, with key rotation enabled",
            {
                "aws_ecr_repository": {"name": '"a"'},
                "aws_kms_key": {"description": '"b"', "enable_key_rotation": "true"},
            },
        ),
        ("on AWS, a VPC with CIDR 10.0.0.0/16", {"aws_vpc": {"cidr_block": '"10.0.0.0/16"'}}),
        (
            "a virtual network in West Europe with address range 10.0.0.0/16",
            {
                "azurerm_virtual_network": {
                    "location": '"West Europe"',
                    "address_space": '["10.0.0.0/16"]',
                }
            },
        ),
        ("an SQS queue named jobs on AWS", {"aws_sqs_queue": {"name": '"jobs"'}}),
        ("an S3 bucket called `a-b`", {"aws_s3_bucket": {"bucket": '"a-b"'}}),
        ("an SQS queue named x-ray-jobs", {"aws_sqs_queue": {"name": '"x-ray-jobs"'}}),
        (
            'a KMS key with description "a customer-managed key"',
            {"aws_kms_key": {"description": '"a customer-managed key"'}},
        ),
        (
            "a log group in CloudWatch with retention set to 30 days",
            {"aws_cloudwatch_log_group": {"retention_in_days": "30"}},
        ),
        (
            "an SQS queue with 300 as visibility timeout seconds",
            {"aws_sqs_queue": {"visibility_timeout_seconds": "300"}},
        ),
        (
            "an NSG in westeurope with resource group name set to shop",
            {
                "azurerm_network_security_group": {
                    "location": '"westeurope"',
                    "resource_group_name": '"shop"',
                }
            },
        ),
    ],
)
def test_arguments_belong_to_the_type_before_them_and_have_the_value_beside_them(
    words: str, arguments: dict[str, dict[str, str]]
) -> None:
    assert spoken_arguments(words) == arguments


@pytest.mark.parametrize(
    ("words", "argument"),
    [
        ("an SQS queue named a. For the SQS queue: set the name to b.", "name"),
        ('an SQS queue with name "a${b}"', "name"),
        ("an SQS queue with visibility timeout seconds set to soon", "visibility_timeout_seconds"),
        ('a key vault key with key opts set to "sign" and verify', "key_opts"),
        ("an RDS instance with password set to `hunter22`", "password"),
    ],
)
def test_a_value_that_is_in_doubt_is_left_open(words: str, argument: str) -> None:
    (arguments,) = spoken_arguments(words).values()
    assert arguments == {argument: None}


@pytest.mark.parametrize("words", ["a storage bucket in my-project", "a storage bucket in GCP"])
def test_not_everything_that_a_thing_is_in_is_a_place(words: str) -> None:
    assert spoken_arguments(words) == {}


def test_what_has_other_names_is_a_type() -> None:
    assert [type_ for type_ in ALSO_CALLED if schema_of_type(type_) is None] == []


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
    assert spoken_arguments(words).get("aws_sqs_queue", {}).keys() <= {"name"}


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


@given(
    st.lists(
        st.sampled_from(
            [
                *(
                    "a",
                    "two",
                    "for",
                    "the",
                    "in",
                    "named",
                    "set",
                    "to",
                    "as",
                    "with",
                    "=",
                    ".",
                    "-",
                ),
                *("S3", "bucket", "queue", "CloudWatch", "log", "group", "data", "source", "x-ray"),
                *("name", "`a-b`", '"', "3", "true", "West", "Europe", "AWS", "policies", "§", ""),
            ]
        ),
        max_size=20,
    )
)
def test_whatever_is_said_is_understood_as_far_as_it_goes(words: list[str]) -> None:
    asked = asked_for(" ".join(words))
    for type_, arguments in asked.arguments.items():
        schema = schema_of_type(type_)
        assert schema is not None
        assert schema.attributes.keys() >= arguments.keys()
