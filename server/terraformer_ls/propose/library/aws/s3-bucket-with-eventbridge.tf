# A bucket for exports that tells EventBridge about its objects and keeps them ninety days.
# words: an s3 bucket with lifecycle expiration | s3 bucket that deletes files after 90 days | a private export bucket from a generated name with versioning, KMS, EventBridge notifications, objects moved to infrequent access after 30 days and deleted after 90

terraform {
  required_version = ">= 1.6"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
    random = {
      source  = "hashicorp/random"
      version = "~> 3.6"
    }
  }
}

provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = {
      team        = "exports"
      environment = "production"
    }
  }
}

variable "log_bucket" {
  type        = string
  description = "Bucket that receives the access logs."
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the exports."
}

resource "random_id" "suffix" {
  byte_length = 4
}

resource "aws_s3_bucket" "exports" {
  bucket = "acme-exports-${random_id.suffix.hex}"
  tags   = { data = "exports" }
}

resource "aws_s3_bucket_public_access_block" "exports" {
  bucket                  = aws_s3_bucket.exports.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "exports" {
  bucket = aws_s3_bucket.exports.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "exports" {
  bucket = aws_s3_bucket.exports.id

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = var.kms_key_arn
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "exports" {
  bucket = aws_s3_bucket.exports.id

  rule {
    id     = "ninety-days"
    status = "Enabled"

    filter {}

    transition {
      days          = 30
      storage_class = "STANDARD_IA"
    }

    expiration {
      days = 90
    }

    noncurrent_version_expiration {
      noncurrent_days = 7
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 2
    }
  }
}

resource "aws_s3_bucket_logging" "exports" {
  bucket        = aws_s3_bucket.exports.id
  target_bucket = var.log_bucket
  target_prefix = "exports/"
}

resource "aws_s3_bucket_notification" "exports" {
  bucket      = aws_s3_bucket.exports.id
  eventbridge = true
}

output "bucket" {
  description = "Name of the bucket."
  value       = aws_s3_bucket.exports.bucket
}
