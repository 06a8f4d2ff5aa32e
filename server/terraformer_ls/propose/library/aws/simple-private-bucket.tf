# A simple private S3 bucket, encrypted and versioned.
# words: create an s3 bucket | simple s3 bucket | a simple private S3 bucket for a team's files with public access blocked, versioning, encryption with our KMS key and access logs

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
      team        = "design"
      environment = "production"
    }
  }
}

variable "bucket_name" {
  type        = string
  description = "Globally unique name of the bucket."
  default     = "acme-design-files"
}

variable "log_bucket" {
  type        = string
  description = "Bucket that receives the access logs."
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the files."
}

resource "aws_s3_bucket" "files" {
  bucket = var.bucket_name
}

resource "aws_s3_bucket_public_access_block" "files" {
  bucket                  = aws_s3_bucket.files.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "files" {
  bucket = aws_s3_bucket.files.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "files" {
  bucket = aws_s3_bucket.files.id

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = var.kms_key_arn
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "files" {
  bucket = aws_s3_bucket.files.id

  rule {
    id     = "clean-up"
    status = "Enabled"

    filter {}

    noncurrent_version_expiration {
      noncurrent_days = 60
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }
}

resource "aws_s3_bucket_logging" "files" {
  bucket        = aws_s3_bucket.files.id
  target_bucket = var.log_bucket
  target_prefix = "${var.bucket_name}/"
}

resource "aws_s3_bucket_notification" "files" {
  bucket      = aws_s3_bucket.files.id
  eventbridge = true
}

output "bucket_arn" {
  description = "ARN of the bucket."
  value       = aws_s3_bucket.files.arn
}
