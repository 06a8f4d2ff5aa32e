# A permission set of IAM Identity Center for read-only access, assigned to a group on two accounts.
# words: an sso permission set and assignment | iam identity center group access to accounts | a read-only permission set with an eight hour session and an inline policy against reading secrets, a group and its assignment to two accounts

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
  region = "us-east-1"
}

variable "account_ids" {
  type        = set(string)
  description = "Accounts that the group may read."
  default     = ["210987654321", "321098765432"]
}

data "aws_ssoadmin_instances" "main" {}
locals {
  instance_arn      = data.aws_ssoadmin_instances.main.arns[0]
  identity_store_id = data.aws_ssoadmin_instances.main.identity_store_ids[0]
}

resource "aws_identitystore_group" "support" {
  identity_store_id = local.identity_store_id
  display_name      = "Support"
  description       = "Customer support"
}

resource "aws_ssoadmin_permission_set" "reader" {
  name             = "Reader"
  description      = "May look but not touch"
  instance_arn     = local.instance_arn
  session_duration = "PT8H"
}

resource "aws_ssoadmin_managed_policy_attachment" "reader" {
  instance_arn       = local.instance_arn
  permission_set_arn = aws_ssoadmin_permission_set.reader.arn
  managed_policy_arn = "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"
}

data "aws_iam_policy_document" "no_secrets" {
  statement {
    effect    = "Deny"
    actions   = ["secretsmanager:GetSecretValue", "ssm:GetParameter*"]
    resources = ["*"]
  }
}

resource "aws_ssoadmin_permission_set_inline_policy" "reader" {
  instance_arn       = local.instance_arn
  permission_set_arn = aws_ssoadmin_permission_set.reader.arn
  inline_policy      = data.aws_iam_policy_document.no_secrets.json
}

resource "aws_ssoadmin_account_assignment" "support" {
  for_each           = var.account_ids
  instance_arn       = local.instance_arn
  permission_set_arn = aws_ssoadmin_permission_set.reader.arn
  principal_id       = aws_identitystore_group.support.group_id
  principal_type     = "GROUP"
  target_id          = each.value
  target_type        = "AWS_ACCOUNT"
}

output "permission_set_arn" {
  description = "ARN of the permission set."
  value       = aws_ssoadmin_permission_set.reader.arn
}
