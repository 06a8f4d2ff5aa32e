# An IAM group for analysts with read access to one database's reports, and a strict password policy.
# words: an iam group with users and a policy | iam users for analysts with a password policy | an IAM group of two analysts who may read one S3 prefix only with MFA, and an account password policy with 16 characters and no reuse

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

variable "analysts" {
  type        = set(string)
  description = "User names of the analysts."
  default     = ["ida", "tomas"]
}

variable "bucket_arn" {
  type        = string
  description = "Bucket that holds the reports."
  default     = "arn:aws:s3:::acme-reports"
}

resource "aws_iam_account_password_policy" "strict" {
  minimum_password_length        = 16
  require_lowercase_characters   = true
  require_uppercase_characters   = true
  require_numbers                = true
  require_symbols                = true
  allow_users_to_change_password = true
  password_reuse_prevention      = 24
  max_password_age               = 90
}

resource "aws_iam_group" "analysts" {
  name = "analysts"
}

data "aws_iam_policy_document" "reports" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["${var.bucket_arn}/analytics/*"]

    condition {
      test     = "Bool"
      variable = "aws:MultiFactorAuthPresent"
      values   = ["true"]
    }
  }
}

resource "aws_iam_group_policy" "reports" {
  name   = "read-reports"
  group  = aws_iam_group.analysts.name
  policy = data.aws_iam_policy_document.reports.json
}

resource "aws_iam_user" "analyst" {
  for_each = var.analysts
  name     = each.value
  path     = "/analysts/"
}

resource "aws_iam_user_group_membership" "analyst" {
  for_each = var.analysts
  user     = aws_iam_user.analyst[each.value].name
  groups   = [aws_iam_group.analysts.name]
}

resource "aws_iam_group_membership" "analysts" {
  name  = "analysts"
  group = aws_iam_group.analysts.name
  users = [for user in aws_iam_user.analyst : user.name]
}

output "group_arn" {
  description = "ARN of the group."
  value       = aws_iam_group.analysts.arn
}
