# An ordered SNS topic with a FIFO queue behind it.
# words: an sns fifo topic with a fifo queue | ordered messages with sns and sqs | an encrypted FIFO topic for price changes with deduplication and an archive of a week, a FIFO queue as subscriber and the queue's policy

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

variable "kms_key_arn" {
  type        = string
  description = "Key that SNS and SQS may both use."
}

resource "aws_sns_topic" "prices" {
  name                        = "price-changes.fifo"
  fifo_topic                  = true
  content_based_deduplication = true
  kms_master_key_id           = var.kms_key_arn
  archive_policy              = jsonencode({ MessageRetentionPeriod = "7" })
}

resource "aws_sqs_queue" "catalog" {
  name              = "catalog-prices.fifo"
  fifo_queue        = true
  kms_master_key_id = var.kms_key_arn
}

data "aws_iam_policy_document" "catalog" {
  statement {
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.catalog.arn]

    principals {
      type        = "Service"
      identifiers = ["sns.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [aws_sns_topic.prices.arn]
    }
  }
}

resource "aws_sqs_queue_policy" "catalog" {
  queue_url = aws_sqs_queue.catalog.id
  policy    = data.aws_iam_policy_document.catalog.json
}

resource "aws_sns_topic_subscription" "catalog" {
  topic_arn            = aws_sns_topic.prices.arn
  protocol             = "sqs"
  endpoint             = aws_sqs_queue.catalog.arn
  raw_message_delivery = true
}

output "topic_arn" {
  description = "Topic to publish prices to."
  value       = aws_sns_topic.prices.arn
}
