# A policy for an existing bucket that demands TLS and one VPC endpoint, with CORS for uploads from a site.
# words: an s3 bucket policy that enforces https | bucket policy restricted to a vpc endpoint with cors | a bucket policy that denies requests without TLS or from outside one VPC endpoint, object ownership enforced and CORS for one site

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

variable "bucket" {
  type        = string
  description = "Bucket that the policy is for."
  default     = "acme-media-uploads"
}

variable "vpc_endpoint_id" {
  type        = string
  description = "Endpoint that requests must come through."
}

data "aws_s3_bucket" "media" {
  bucket = var.bucket
}

data "aws_iam_policy_document" "media" {
  statement {
    sid       = "DenyPlainHttp"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [data.aws_s3_bucket.media.arn, "${data.aws_s3_bucket.media.arn}/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }

  statement {
    sid       = "DenyOtherNetworks"
    effect    = "Deny"
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = ["${data.aws_s3_bucket.media.arn}/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "StringNotEquals"
      variable = "aws:sourceVpce"
      values   = [var.vpc_endpoint_id]
    }
  }
}

resource "aws_s3_bucket_policy" "media" {
  bucket = data.aws_s3_bucket.media.id
  policy = data.aws_iam_policy_document.media.json
}

resource "aws_s3_bucket_ownership_controls" "media" {
  bucket = data.aws_s3_bucket.media.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_cors_configuration" "media" {
  bucket = data.aws_s3_bucket.media.id

  cors_rule {
    allowed_origins = ["https://studio.acme.io"]
    allowed_methods = ["PUT", "GET"]
    allowed_headers = ["content-type"]
    expose_headers  = ["ETag"]
    max_age_seconds = 3000
  }
}

output "policy_bucket" {
  description = "Bucket that has the policy."
  value       = aws_s3_bucket_policy.media.bucket
}
