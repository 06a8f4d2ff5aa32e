# A role that one GitHub repository's workflow may assume through OpenID Connect, without keys.
# words: let github actions deploy to aws with oidc | github oidc provider and role | an IAM OpenID Connect provider for GitHub Actions and a role that only the main branch of one repository may assume to push images to ECR

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

variable "repository" {
  type        = string
  description = "Repository that deploys."
  default     = "acme/checkout"
}

variable "ecr_repository_arn" {
  type        = string
  description = "Repository that receives the images."
}

resource "aws_iam_openid_connect_provider" "github" {
  url            = "https://token.actions.githubusercontent.com"
  client_id_list = ["sts.amazonaws.com"]
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.github.arn]
    }

    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:aud"
      values   = ["sts.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:sub"
      values   = ["repo:${var.repository}:ref:refs/heads/main"]
    }
  }
}

data "aws_iam_policy_document" "push" {
  statement {
    actions = [
      "ecr:BatchCheckLayerAvailability",
      "ecr:InitiateLayerUpload",
      "ecr:UploadLayerPart",
      "ecr:CompleteLayerUpload",
      "ecr:PutImage",
    ]
    resources = [var.ecr_repository_arn]
  }
}

resource "aws_iam_role" "deploy" {
  name                 = "github-deploy"
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  max_session_duration = 3600
}

resource "aws_iam_role_policy" "deploy" {
  name   = "push-images"
  role   = aws_iam_role.deploy.id
  policy = data.aws_iam_policy_document.push.json
}

output "role_arn" {
  description = "Role to name in the workflow."
  value       = aws_iam_role.deploy.arn
}
