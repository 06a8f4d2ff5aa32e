# A Kinesis data stream whose records Firehose stores in S3 as compressed files.
# words: a kinesis stream delivered to s3 | firehose delivery stream to a bucket | an on-demand encrypted Kinesis stream of click events and a Firehose delivery stream that writes them to S3 gzipped, partitioned by day, with error logs

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
      team        = "analytics"
      environment = "production"
    }
  }
}

variable "bucket_arn" {
  type        = string
  description = "Bucket that receives the files."
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the stream and the files."
}

data "aws_iam_policy_document" "firehose_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["firehose.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "firehose" {
  statement {
    actions   = ["kinesis:DescribeStream", "kinesis:GetShardIterator", "kinesis:GetRecords"]
    resources = [aws_kinesis_stream.clicks.arn]
  }

  statement {
    actions   = ["s3:PutObject", "s3:AbortMultipartUpload"]
    resources = ["${var.bucket_arn}/clicks/*"]
  }

  statement {
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [var.kms_key_arn]
  }
}

resource "aws_iam_role" "firehose" {
  name               = "clicks-delivery"
  assume_role_policy = data.aws_iam_policy_document.firehose_trust.json
}

resource "aws_iam_role_policy" "firehose" {
  name   = "clicks-delivery"
  role   = aws_iam_role.firehose.id
  policy = data.aws_iam_policy_document.firehose.json
}

resource "aws_kinesis_stream" "clicks" {
  name             = "clicks"
  retention_period = 48
  encryption_type  = "KMS"
  kms_key_id       = var.kms_key_arn

  stream_mode_details {
    stream_mode = "ON_DEMAND"
  }
}

resource "aws_kinesis_firehose_delivery_stream" "clicks" {
  name        = "clicks-to-s3"
  destination = "extended_s3"

  kinesis_source_configuration {
    kinesis_stream_arn = aws_kinesis_stream.clicks.arn
    role_arn           = aws_iam_role.firehose.arn
  }

  extended_s3_configuration {
    role_arn            = aws_iam_role.firehose.arn
    bucket_arn          = var.bucket_arn
    prefix              = "clicks/day=!{timestamp:yyyy-MM-dd}/"
    error_output_prefix = "clicks/errors/!{firehose:error-output-type}/"
    compression_format  = "GZIP"
    buffering_size      = 64
    buffering_interval  = 300
    kms_key_arn         = var.kms_key_arn

    cloudwatch_logging_options {
      enabled         = true
      log_group_name  = "/aws/firehose/clicks"
      log_stream_name = "delivery"
    }
  }
}

output "stream_name" {
  description = "Stream that producers write to."
  value       = aws_kinesis_stream.clicks.name
}
