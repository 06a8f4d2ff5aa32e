# A secret whose value comes from a write-only variable and that only one role may read.
# words: a secret with a resource policy | secretsmanager secret without keeping the value in state | a Secrets Manager secret whose value is given as an ephemeral variable and never stored in the state, readable by one role, copied to a second region

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

variable "reader_role_arn" {
  type        = string
  description = "Role that may read the secret."
}

variable "rotation_lambda_arn" {
  type        = string
  description = "Function that rotates the secret."
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the secret."
}

variable "license_key" {
  type        = string
  description = "Key of the licence, not kept in the state."
  sensitive   = true
  ephemeral   = true
}

variable "license_version" {
  type        = number
  description = "Raise this to write the key again."
  default     = 1
}

resource "aws_secretsmanager_secret" "license" {
  name        = "erp/license"
  description = "Licence of the ERP system"
  kms_key_id  = var.kms_key_arn

  replica {
    region = "eu-central-1"
  }
}

resource "aws_secretsmanager_secret_version" "license" {
  secret_id                = aws_secretsmanager_secret.license.id
  secret_string_wo         = var.license_key
  secret_string_wo_version = var.license_version
}

resource "aws_secretsmanager_secret_rotation" "license" {
  secret_id           = aws_secretsmanager_secret.license.id
  rotation_lambda_arn = var.rotation_lambda_arn

  rotation_rules {
    automatically_after_days = 60
  }
}

data "aws_iam_policy_document" "reader" {
  statement {
    actions   = ["secretsmanager:GetSecretValue"]
    resources = [aws_secretsmanager_secret.license.arn]

    principals {
      type        = "AWS"
      identifiers = [var.reader_role_arn]
    }
  }
}

resource "aws_secretsmanager_secret_policy" "license" {
  secret_arn          = aws_secretsmanager_secret.license.arn
  policy              = data.aws_iam_policy_document.reader.json
  block_public_policy = true
}

output "secret_arn" {
  description = "ARN of the secret."
  value       = aws_secretsmanager_secret.license.arn
}
