# Nightly copies of an EFS file system into S3 with DataSync.
# words: copy efs to s3 with datasync | datasync task on a schedule | a DataSync task that copies changed files of an EFS file system into a bucket every night with verification, over TLS, logged and limited to 50 MB a second

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

variable "efs" {
  type        = object({ arn = string, subnet_arn = string, security_group_arn = string })
  description = "File system and where its mount target is."
}

variable "bucket_arn" {
  type        = string
  description = "Bucket that receives the files."
}

variable "bucket_role_arn" {
  type        = string
  description = "Role that writes to the bucket."
}

variable "log_group_arn" {
  type        = string
  description = "Log group of the task."
}

resource "aws_datasync_location_efs" "uploads" {
  efs_file_system_arn   = var.efs.arn
  subdirectory          = "/uploads"
  in_transit_encryption = "TLS1_2"

  ec2_config {
    subnet_arn          = var.efs.subnet_arn
    security_group_arns = [var.efs.security_group_arn]
  }
}

resource "aws_datasync_location_s3" "archive" {
  s3_bucket_arn    = var.bucket_arn
  s3_storage_class = "STANDARD_IA"
  subdirectory     = "/uploads"

  s3_config {
    bucket_access_role_arn = var.bucket_role_arn
  }
}

resource "aws_datasync_task" "nightly" {
  name                     = "uploads-nightly"
  source_location_arn      = aws_datasync_location_efs.uploads.arn
  destination_location_arn = aws_datasync_location_s3.archive.arn
  cloudwatch_log_group_arn = var.log_group_arn

  schedule {
    schedule_expression = "cron(0 1 * * ? *)"
  }

  options {
    bytes_per_second       = 52428800
    verify_mode            = "ONLY_FILES_TRANSFERRED"
    preserve_deleted_files = "PRESERVE"
    log_level              = "TRANSFER"
  }

  excludes {
    filter_type = "SIMPLE_PATTERN"
    value       = "*.tmp|/cache"
  }
}

output "task_arn" {
  description = "ARN of the task."
  value       = aws_datasync_task.nightly.arn
}
