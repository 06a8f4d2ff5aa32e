# An S3 archive bucket whose objects nobody can delete for seven years.
# words: an s3 bucket with object lock | worm storage on s3 for compliance | an archive bucket with object lock in compliance mode for seven years, Deep Archive after 30 days, KMS encryption and a policy that refuses unencrypted transport

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

  default_tags {
    tags = {
      team        = "finance"
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
  description = "Key that encrypts the archive."
}

resource "aws_s3_bucket" "archive" {
  bucket              = "acme-tax-archive"
  object_lock_enabled = true
}

resource "aws_s3_bucket_public_access_block" "archive" {
  bucket                  = aws_s3_bucket.archive.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "archive" {
  bucket = aws_s3_bucket.archive.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_object_lock_configuration" "archive" {
  bucket = aws_s3_bucket.archive.id

  rule {
    default_retention {
      mode  = "COMPLIANCE"
      years = 7
    }
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "archive" {
  bucket = aws_s3_bucket.archive.id

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = var.kms_key_arn
    }
  }
}

resource "aws_s3_bucket_notification" "archive" {
  bucket      = aws_s3_bucket.archive.id
  eventbridge = true
}

resource "aws_s3_bucket_logging" "archive" {
  bucket        = aws_s3_bucket.archive.id
  target_bucket = var.log_bucket
  target_prefix = "archive/"
}

resource "aws_s3_bucket_lifecycle_configuration" "archive" {
  bucket = aws_s3_bucket.archive.id

  rule {
    id     = "deep-archive"
    status = "Enabled"

    filter {}

    transition {
      days          = 30
      storage_class = "DEEP_ARCHIVE"
    }

    noncurrent_version_expiration {
      noncurrent_days = 2600
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 3
    }
  }
}

output "bucket_arn" {
  description = "ARN of the archive."
  value       = aws_s3_bucket.archive.arn
}
