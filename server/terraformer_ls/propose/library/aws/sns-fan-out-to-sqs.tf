# An SNS topic that fans out to two SQS queues, with filters and queue policies.
# words: sns topic fan out to sqs queues | publish to several queues through sns | an encrypted SNS topic for shipments that delivers to a billing queue and a tracking queue, each with its own filter, raw delivery and policy

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

locals {
  queues = {
    billing  = ["delivered"]
    tracking = ["picked", "sent", "delivered"]
  }
}

resource "aws_sns_topic" "shipments" {
  name              = "shipments"
  kms_master_key_id = var.kms_key_arn
}

resource "aws_sqs_queue" "subscriber" {
  for_each          = local.queues
  name              = "shipments-${each.key}"
  kms_master_key_id = var.kms_key_arn
}

data "aws_iam_policy_document" "subscriber" {
  for_each = local.queues

  statement {
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.subscriber[each.key].arn]

    principals {
      type        = "Service"
      identifiers = ["sns.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [aws_sns_topic.shipments.arn]
    }
  }
}

resource "aws_sqs_queue_policy" "subscriber" {
  for_each  = local.queues
  queue_url = aws_sqs_queue.subscriber[each.key].id
  policy    = data.aws_iam_policy_document.subscriber[each.key].json
}

resource "aws_sns_topic_subscription" "subscriber" {
  for_each             = local.queues
  topic_arn            = aws_sns_topic.shipments.arn
  protocol             = "sqs"
  endpoint             = aws_sqs_queue.subscriber[each.key].arn
  raw_message_delivery = true
  filter_policy        = jsonencode({ status = each.value })
}

output "topic_arn" {
  description = "Topic to publish shipments to."
  value       = aws_sns_topic.shipments.arn
}
