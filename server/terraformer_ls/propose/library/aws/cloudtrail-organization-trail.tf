# A multi-region CloudTrail with log validation, encryption and a copy in CloudWatch Logs.
# words: a cloudtrail trail for all regions | audit trail with cloudtrail | a multi-region CloudTrail with management and S3 data events, file validation, KMS encryption, CloudWatch Logs and notifications

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
  description = "Bucket that receives the trail, with CloudTrail's bucket policy."
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the trail and the logs."
}

variable "topic_name" {
  type        = string
  description = "Topic that hears of new log files."
}

data "aws_iam_policy_document" "cloudtrail" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["cloudtrail.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "logs" {
  statement {
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.trail.arn}:*"]
  }
}

resource "aws_cloudwatch_log_group" "trail" {
  name              = "/cloudtrail/account"
  retention_in_days = 400
  kms_key_id        = var.kms_key_arn
}

resource "aws_iam_role" "trail" {
  name               = "cloudtrail-logs"
  assume_role_policy = data.aws_iam_policy_document.cloudtrail.json
}

resource "aws_iam_role_policy" "trail" {
  name   = "write-logs"
  role   = aws_iam_role.trail.id
  policy = data.aws_iam_policy_document.logs.json
}

resource "aws_cloudtrail" "account" {
  name                          = "account"
  s3_bucket_name                = var.bucket
  is_multi_region_trail         = true
  include_global_service_events = true
  enable_log_file_validation    = true
  kms_key_id                    = var.kms_key_arn
  sns_topic_name                = var.topic_name
  cloud_watch_logs_group_arn    = "${aws_cloudwatch_log_group.trail.arn}:*"
  cloud_watch_logs_role_arn     = aws_iam_role.trail.arn

  event_selector {
    read_write_type           = "All"
    include_management_events = true

    data_resource {
      type   = "AWS::S3::Object"
      values = ["arn:aws:s3"]
    }
  }
}

output "trail_arn" {
  description = "ARN of the trail."
  value       = aws_cloudtrail.account.arn
}
