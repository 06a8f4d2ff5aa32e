# An organisation with units, an account and a service control policy that limits regions.
# words: an aws organization with a service control policy | organizations ou, account and scp | an AWS organisation with all features, workload and sandbox units, a new account and a service control policy that denies regions outside Europe and leaving the organisation

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

variable "account_email" {
  type        = string
  description = "Address of the new account's root user."
  default     = "aws-shop@acme.io"
}

resource "aws_organizations_organization" "main" {
  feature_set                   = "ALL"
  enabled_policy_types          = ["SERVICE_CONTROL_POLICY", "TAG_POLICY"]
  aws_service_access_principals = ["cloudtrail.amazonaws.com", "config.amazonaws.com", "sso.amazonaws.com"]
}

resource "aws_organizations_organizational_unit" "unit" {
  for_each  = toset(["workloads", "sandbox"])
  name      = each.value
  parent_id = aws_organizations_organization.main.roots[0].id
}

resource "aws_organizations_account" "shop" {
  name                       = "shop-production"
  email                      = var.account_email
  parent_id                  = aws_organizations_organizational_unit.unit["workloads"].id
  close_on_deletion          = false
  iam_user_access_to_billing = "DENY"

  lifecycle {
    prevent_destroy = true
  }
}

data "aws_iam_policy_document" "guardrails" {
  statement {
    sid         = "StayInEurope"
    effect      = "Deny"
    not_actions = ["iam:*", "organizations:*", "route53:*", "cloudfront:*", "support:*"]
    resources   = ["*"]

    condition {
      test     = "StringNotEquals"
      variable = "aws:RequestedRegion"
      values   = ["eu-west-1", "eu-central-1"]
    }
  }

  statement {
    sid       = "StayInOrganization"
    effect    = "Deny"
    actions   = ["organizations:LeaveOrganization"]
    resources = ["*"]
  }
}

resource "aws_organizations_policy" "guardrails" {
  name        = "guardrails"
  description = "Europe only, and nobody leaves"
  type        = "SERVICE_CONTROL_POLICY"
  content     = data.aws_iam_policy_document.guardrails.json
}

resource "aws_organizations_policy_attachment" "guardrails" {
  for_each  = aws_organizations_organizational_unit.unit
  policy_id = aws_organizations_policy.guardrails.id
  target_id = each.value.id
}

output "organization_arn" {
  description = "ARN of the organisation."
  value       = aws_organizations_organization.main.arn
}
