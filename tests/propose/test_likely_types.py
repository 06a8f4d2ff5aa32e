"""Which types a request is likely about: names as people say them, on the schemas that ship."""

from __future__ import annotations

import pytest

from terraformer_ls.propose.likely_types import likely_types


@pytest.mark.parametrize(
    ("words", "types"),
    [
        ("a private S3 bucket with versioning", {"aws_s3_bucket", "aws_s3_bucket_versioning"}),
        ("an event hub on Azure", {"azurerm_eventhub"}),
        ("a secret in Secrets Manager on AWS", {"aws_secretsmanager_secret"}),
        ("a GKE cluster with a node pool", {"google_container_node_pool"}),
        ("3 subnets in a VPC on GCP", {"google_compute_subnetwork", "google_compute_network"}),
        ("Lambda function and an IAM role", {"aws_lambda_function", "aws_iam_role"}),
        ("no argument in aws_waf_ipset.x", {"aws_waf_ipset"}),
    ],
)
def test_the_types_that_are_spoken_of_are_among_the_likely(words: str, types: set[str]) -> None:
    assert types <= set(likely_types(words))


def test_the_provider_that_is_named_comes_first() -> None:
    assert likely_types("a DNS zone on Azure")[0].startswith("azurerm_")
    assert likely_types("a DNS zone in Google Cloud")[0].startswith("google_")


def test_what_the_module_has_is_likelier() -> None:
    words = "let the role be assumed by the other account"
    assert likely_types(words, 1, ["aws_iam_role"]) == ("aws_iam_role",)
    assert likely_types("a subnet", 1, ["azurerm_virtual_network"]) == ("azurerm_subnet",)


def test_several_things_are_found_rather_than_one_several_times() -> None:
    found = likely_types("an SQS queue and an SNS topic", 2)
    assert set(found) == {"aws_sqs_queue", "aws_sns_topic"}


@pytest.mark.parametrize("words", ["", "hello", "¿?", "make it so"])
def test_words_that_name_nothing_have_no_likely_types(words: str) -> None:
    assert likely_types(words) == ()


def test_never_more_than_asked_for() -> None:
    assert len(likely_types("bucket queue topic table role key cluster database", 3)) == 3
