"""Words to blocks in a module that is there: its names, style and settings are kept."""

from __future__ import annotations

import pytest
from module_files import snapshot_of

from terraformer_ls.engine import Engine
from terraformer_ls.hcl.blocks import top_level_blocks
from terraformer_ls.hcl.positions import Span
from terraformer_ls.propose.adapt.asked_values import with_asked_values
from terraformer_ls.propose.examples import all_examples
from terraformer_ls.propose.generate_into import GeneratedInto, Place, generate_into
from terraformer_ls.workspace.snapshot import Snapshot

MAIN = """\
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

provider "aws" {
  region = "eu-west-1"
}

locals {
  prefix = "acme"
  tags   = { Team = "shop" }
}

resource "aws_sqs_queue" "orders" {
  name = "${local.prefix}-orders"
  tags = local.tags
}

resource "aws_sns_topic" "orders" {
  name = "${local.prefix}-orders"
  tags = local.tags
}

resource "aws_kms_key" "main" {
  enable_key_rotation = true
  tags                = local.tags
}
"""
VARIABLES = 'variable "stage" {\n  type    = string\n  default = "test"\n}\n'
MODULE = snapshot_of(main=MAIN, variables=VARIABLES)
BUCKET = "a private S3 bucket named acme-exports"


def made(
    engine: Engine, words: str, snapshot: Snapshot = MODULE, place: Place | None = None
) -> GeneratedInto:
    end = len(snapshot.files["main.tf"].text)
    result = generate_into(engine, snapshot, place or Place("main.tf", Span(end, end)), words)
    assert result is not None
    return result


def main_of(result: GeneratedInto) -> str:
    return result.after.files["main.tf"].text.decode()


def test_what_is_there_stays_and_is_not_declared_again(engine: Engine) -> None:
    text = main_of(made(engine, BUCKET))
    assert text.startswith(MAIN + "\n")
    assert text.count("provider ") == 1
    assert text.count("terraform {") == 1


def test_the_modules_style_is_kept(engine: Engine) -> None:
    result = made(engine, "an SQS queue with a dead letter queue named invoices")
    text = main_of(result)
    assert 'name                       = "${local.prefix}-invoices"' in text
    assert text.count("= local.tags") >= 5
    assert "aws_sqs_queue.invoices" in result.added


def test_what_the_module_has_is_used_and_not_asked_for(engine: Engine) -> None:
    result = made(engine, BUCKET)
    assert "kms_master_key_id = aws_kms_key.main.arn" in main_of(result)
    assert "var.kms_key_arn" not in result.added


def test_variables_go_to_their_own_file(engine: Engine) -> None:
    result = made(engine, BUCKET)
    variables = result.after.files["variables.tf"].text.decode()
    assert variables.startswith(VARIABLES)
    assert 'variable "bucket_name"' in variables
    assert 'default     = "acme-exports"' in variables
    assert "variable " not in main_of(result)


def test_names_that_are_taken_get_a_number(engine: Engine) -> None:
    first = made(engine, BUCKET)
    second = made(engine, BUCKET, first.after)
    assert "aws_s3_bucket.acme_exports" in first.added
    assert "aws_s3_bucket.acme_exports_2" in second.added
    assert "bucket = aws_s3_bucket.acme_exports_2.id" in main_of(second)
    blocks = [
        (block.type, block.labels)
        for document in second.after.hcl_files.values()
        for block in top_level_blocks(document)
        if block.labels
    ]
    assert len(blocks) == len(set(blocks))


def test_a_provider_that_is_needed_besides_is_required_besides(engine: Engine) -> None:
    result = made(engine, "an aws lambda function in python with its role")
    text = main_of(result)
    assert "    archive = {\n      source  = " in text
    assert text.count("required_providers") == 1


def test_the_region_is_the_modules(engine: Engine) -> None:
    text = main_of(made(engine, "a simple vpc with a subnet"))
    assert 'availability_zone = "eu-west-1a"' in text


def test_words_in_the_file_are_replaced(engine: Engine) -> None:
    words = BUCKET
    prose = snapshot_of(main=f"{MAIN}\n{words}\n", variables=VARIABLES)
    place = Place("main.tf", Span(len(MAIN) + 1, len(MAIN) + 1 + len(words)))
    result = made(engine, words, prose, place)
    assert words not in main_of(result)
    assert main_of(result).startswith(MAIN)
    assert "aws_s3_bucket" in main_of(result)


def test_it_goes_between_blocks_with_empty_lines_around(engine: Engine) -> None:
    at = MAIN.index('resource "aws_sns_topic"')
    text = main_of(made(engine, BUCKET, MODULE, Place("main.tf", Span(at, at))))
    assert "\n\n\n" not in text
    assert '}\n\nresource "aws_sns_topic"' in text
    assert text.replace(text[at : text.index('resource "aws_sns_topic"')], "") == MAIN


def test_line_ends_are_the_files(engine: Engine) -> None:
    windows = snapshot_of(main=MAIN.replace("\n", "\r\n"))
    text = made(engine, BUCKET, windows).after.files["main.tf"].text
    assert text.count(b"\n") == text.count(b"\r\n")


def test_nothing_comes_of_words_that_mean_nothing(engine: Engine) -> None:
    assert generate_into(engine, MODULE, Place("main.tf", Span(0, 0)), "zzyzx qwfpgj") is None


def example(name: str) -> str:
    return next(example.text for example in all_examples() if example.name == name)


@pytest.mark.parametrize(
    ("name", "words", "has"),
    [
        (
            "aws/rds-postgres",
            "postgres called shop",
            ['identifier                          = "shop"'],
        ),
        (
            "aws/rds-postgres",
            "with 100 GB of storage",
            ["allocated_storage                   = 100"],
        ),
        (
            "aws/rds-postgres",
            "backups kept for 30 days",
            ["backup_retention_period             = 30"],
        ),
        ("aws/rds-postgres", "on db.r6g.xlarge", ['"db.r6g.xlarge"']),
        ("aws/rds-postgres", "postgres 17", ['"17"', '"postgres17"']),
        ("aws/rds-postgres", "in us-east-2", ['region = "us-east-2"']),
        ("aws/lambda-with-role", "a timeout of 2 minutes", ["= 120"]),
        ("aws/lambda-with-role", "512 MB of memory", ["memory_size                    = 512"]),
        ("aws/lambda-with-role", "in python 3.13", ['"python3.13"']),
        ("aws/small-vpc-with-one-subnet", "a vpc 10.9.0.0/16", ['"10.9.0.0/16"', '"10.9.0.0/18"']),
        ("aws/ecs-fargate-behind-load-balancer", "with 5 tasks", ["= 5\n"]),
        (
            "google/gke-autopilot-cluster",
            "called prod in europe-west3",
            ['"prod"', '"europe-west3"'],
        ),
    ],
)
def test_the_requests_values_are_put_into_an_example(name: str, words: str, has: list[str]) -> None:
    before = example(name)
    text = with_asked_values(before, words)
    for value in has:
        assert value not in before
        assert value in text


def test_a_request_without_values_changes_nothing() -> None:
    for each in all_examples():
        assert with_asked_values(each.text, "what we need for the shop") == each.text
