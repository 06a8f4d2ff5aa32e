# Safe defaults for an account and a region: no public buckets, encrypted disks, IMDSv2 and a closed default network.
# words: secure defaults for an aws account | account wide block public access and ebs encryption | account-wide S3 public access block, EBS encryption with our key, IMDSv2 as the default, snapshots never public and a default security group without rules

terraform {
  required_version = ">= 1.6"

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

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts volumes by default."
}

resource "aws_s3_account_public_access_block" "account" {
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_ebs_encryption_by_default" "region" {
  enabled = true
}

resource "aws_ebs_default_kms_key" "region" {
  key_arn = var.kms_key_arn
}

resource "aws_ebs_snapshot_block_public_access" "region" {
  state = "block-all-sharing"
}

resource "aws_ec2_instance_metadata_defaults" "region" {
  http_tokens                 = "required"
  http_put_response_hop_limit = 1
}

resource "aws_ec2_serial_console_access" "region" {
  enabled = false
}

data "aws_vpc" "default" {
  default = true
}

resource "aws_default_security_group" "closed" {
  vpc_id = data.aws_vpc.default.id
  tags   = { Name = "closed" }
}

resource "aws_iam_account_alias" "account" {
  account_alias = "acme-production"
}

output "default_vpc_id" {
  description = "Default VPC, which nothing should use."
  value       = data.aws_vpc.default.id
}
