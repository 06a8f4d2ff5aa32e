# A multi-region key with a replica, and a grant for one role.
# words: a multi region kms key with a replica | kms replica key in another region | a multi-region KMS key in Ireland with rotation every 180 days, its replica in Frankfurt, aliases in both and a grant that lets one role encrypt

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

provider "aws" {
  alias  = "frankfurt"
  region = "eu-central-1"
}

variable "application_role_arn" {
  type        = string
  description = "Role that encrypts and decrypts."
}

data "aws_caller_identity" "current" {}
locals {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "AccountAdministersKey"
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:root" }
      Action    = "kms:*"
      Resource  = "*"
    }]
  })
}

resource "aws_kms_key" "profiles" {
  description             = "Encrypts profiles in every region"
  multi_region            = true
  enable_key_rotation     = true
  rotation_period_in_days = 180
  policy                  = local.policy
}

resource "aws_kms_replica_key" "profiles" {
  provider                = aws.frankfurt
  description             = "Replica for Frankfurt"
  primary_key_arn         = aws_kms_key.profiles.arn
  deletion_window_in_days = 30
  policy                  = local.policy
}

resource "aws_kms_alias" "profiles" {
  name          = "alias/profiles"
  target_key_id = aws_kms_key.profiles.key_id
}

resource "aws_kms_alias" "profiles_frankfurt" {
  provider      = aws.frankfurt
  name          = "alias/profiles"
  target_key_id = aws_kms_replica_key.profiles.key_id
}

resource "aws_kms_grant" "application" {
  name              = "profiles-application"
  key_id            = aws_kms_key.profiles.key_id
  grantee_principal = var.application_role_arn
  operations        = ["Encrypt", "Decrypt", "GenerateDataKey"]
}

output "key_arn" {
  description = "Key in Ireland."
  value       = aws_kms_key.profiles.arn
}

output "replica_arn" {
  description = "Key in Frankfurt."
  value       = aws_kms_replica_key.profiles.arn
}
