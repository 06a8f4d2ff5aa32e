"""Module in, Terraform's verdict out."""

from __future__ import annotations

from stage_runs import Run, marked

from terraformer_ls.verify.findings import Severity
from terraformer_ls.verify.report import Status

NETWORK = """
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

data "aws_availability_zones" "available" {}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "private" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
  availability_zone = data.aws_availability_zones.available.names[count.index]
}
"""


def test_a_good_module_passes_both_stages(validate: Run, plan: Run) -> None:
    assert validate(NETWORK).status is Status.PASSED
    assert plan(NETWORK).status is Status.PASSED


def test_an_argument_that_does_not_exist_is_marked_where_it_stands(validate: Run) -> None:
    text = NETWORK.replace('cidr_block = "10.', 'cidr_blok = "10.')
    result = validate(text)
    assert result.status is Status.FAILED
    assert ("unsupported-argument", "cidr_blok") in marked(result, text)
    finding = next(found for found in result.findings if found.rule == "unsupported-argument")
    assert finding.address == "aws_vpc.main"
    assert finding.severity is Severity.ERROR
    assert finding.datum("did_you_mean") == "cidr_block"
