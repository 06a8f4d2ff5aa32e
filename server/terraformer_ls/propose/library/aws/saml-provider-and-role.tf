# A SAML identity provider and a role that its users assume in the console.
# words: a saml identity provider in iam | federated console access with saml | an IAM SAML provider from a metadata file's text and a read-only role for its users with an eight hour session

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

variable "metadata_document" {
  type        = string
  description = "SAML metadata of the identity provider, as XML."
}

resource "aws_iam_saml_provider" "corporate" {
  name                   = "corporate"
  saml_metadata_document = var.metadata_document
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRoleWithSAML"]

    principals {
      type        = "Federated"
      identifiers = [aws_iam_saml_provider.corporate.arn]
    }

    condition {
      test     = "StringEquals"
      variable = "SAML:aud"
      values   = ["https://signin.aws.amazon.com/saml"]
    }
  }
}

resource "aws_iam_role" "viewer" {
  name                 = "corporate-viewer"
  description          = "Looks at the account from the corporate login"
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  max_session_duration = 28800
}

resource "aws_iam_role_policy_attachment" "viewer" {
  role       = aws_iam_role.viewer.name
  policy_arn = "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"
}

output "role_arn" {
  description = "Role for the identity provider's mapping."
  value       = aws_iam_role.viewer.arn
}
