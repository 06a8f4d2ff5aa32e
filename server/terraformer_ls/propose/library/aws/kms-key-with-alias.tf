# A customer managed KMS key with rotation, an alias and a policy that names who may use it.
# words: a kms key with rotation and an alias | customer managed kms key | a KMS key with yearly rotation whose policy lets the account administer it and one application role encrypt and decrypt

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
  region = var.region
}

variable "region" {
  type        = string
  description = "AWS region to create the resources in."
  default     = "ap-southeast-2"
}

variable "application_role_arn" {
  type        = string
  description = "Role that may encrypt and decrypt with the key."
}

data "aws_caller_identity" "current" {}
resource "aws_kms_key" "ledger" {
  description             = "Encrypts the ledger's data"
  enable_key_rotation     = true
  deletion_window_in_days = 30

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "AccountAdministersKey"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        Sid       = "ApplicationUsesKey"
        Effect    = "Allow"
        Principal = { AWS = var.application_role_arn }
        Action    = ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = "*"
      },
    ]
  })
}

resource "aws_kms_alias" "ledger" {
  name          = "alias/ledger"
  target_key_id = aws_kms_key.ledger.key_id
}

output "key_arn" {
  description = "ARN of the key."
  value       = aws_kms_key.ledger.arn
}

output "alias_name" {
  description = "Name that applications use."
  value       = aws_kms_alias.ledger.name
}
