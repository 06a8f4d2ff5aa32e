# Temporary AWS rights for signed-in users of an app, limited to their own folder.
# words: a cognito identity pool | let app users upload to their own s3 folder | a Cognito identity pool without guests for an existing user pool client, and a role whose policy lets each user read and write only their own prefix of a bucket

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

variable "user_pool_client" {
  type        = object({ id = string, provider_name = string })
  description = "Client of the user pool."
}

variable "bucket_arn" {
  type        = string
  description = "Bucket for the users' files."
  default     = "arn:aws:s3:::acme-user-photos"
}

resource "aws_cognito_identity_pool" "app" {
  identity_pool_name               = "photo_app"
  allow_unauthenticated_identities = false

  cognito_identity_providers {
    client_id               = var.user_pool_client.id
    provider_name           = var.user_pool_client.provider_name
    server_side_token_check = true
  }
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = ["cognito-identity.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "cognito-identity.amazonaws.com:aud"
      values   = [aws_cognito_identity_pool.app.id]
    }

    condition {
      test     = "ForAnyValue:StringLike"
      variable = "cognito-identity.amazonaws.com:amr"
      values   = ["authenticated"]
    }
  }
}

data "aws_iam_policy_document" "own_folder" {
  statement {
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = ["${var.bucket_arn}/$${cognito-identity.amazonaws.com:sub}/*"]
  }
}

resource "aws_iam_role" "user" {
  name               = "photo-app-user"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role_policy" "user" {
  name   = "own-folder"
  role   = aws_iam_role.user.id
  policy = data.aws_iam_policy_document.own_folder.json
}

resource "aws_cognito_identity_pool_roles_attachment" "app" {
  identity_pool_id = aws_cognito_identity_pool.app.id
  roles            = { authenticated = aws_iam_role.user.arn }
}

output "identity_pool_id" {
  description = "Pool that the app asks."
  value       = aws_cognito_identity_pool.app.id
}
