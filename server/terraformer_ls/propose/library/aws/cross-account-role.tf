# A role that another account may assume with an external id, limited by a permissions boundary.
# words: a cross account iam role | let another aws account assume a role | a role for an auditing company's account that needs an external id, may only read CloudTrail and Config, lasts an hour and is capped by a permissions boundary

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

variable "auditor_account_id" {
  type        = string
  description = "Account of the auditing company."
  default     = "345678901234"
}

variable "external_id" {
  type        = string
  description = "Secret that the company sends along."
  sensitive   = true
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${var.auditor_account_id}:role/auditor"]
    }

    condition {
      test     = "StringEquals"
      variable = "sts:ExternalId"
      values   = [var.external_id]
    }
  }
}

data "aws_iam_policy_document" "boundary" {
  statement {
    actions   = ["cloudtrail:Get*", "cloudtrail:List*", "config:Get*", "config:List*"]
    resources = ["arn:aws:cloudtrail:*:*:trail/*", "arn:aws:config:*:*:config-rule/*"]
  }
}

resource "aws_iam_policy" "boundary" {
  name        = "auditor-boundary"
  description = "The most that auditors may ever do"
  policy      = data.aws_iam_policy_document.boundary.json
}

resource "aws_iam_role" "auditor" {
  name                 = "external-auditor"
  description          = "Lets the auditing company read trails and rules"
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  permissions_boundary = aws_iam_policy.boundary.arn
  max_session_duration = 3600
}

resource "aws_iam_role_policy" "auditor" {
  name   = "read-trails"
  role   = aws_iam_role.auditor.id
  policy = data.aws_iam_policy_document.boundary.json
}

output "role_arn" {
  description = "Role that the company assumes."
  value       = aws_iam_role.auditor.arn
}
