# A custom event bus whose order events go to a queue, with an archive for replays.
# words: an eventbridge bus with a rule to sqs | custom event bus and archive | a custom EventBridge bus, a rule that sends OrderPlaced events to an SQS queue, the queue policy for it and an archive of 30 days

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
  description = "Key that encrypts the events."
}

resource "aws_cloudwatch_event_bus" "shop" {
  name               = "shop"
  kms_key_identifier = var.kms_key_arn
}

resource "aws_cloudwatch_event_archive" "shop" {
  name             = "shop"
  event_source_arn = aws_cloudwatch_event_bus.shop.arn
  retention_days   = 30
}

resource "aws_cloudwatch_event_rule" "orders" {
  name           = "order-placed"
  description    = "Orders for the warehouse"
  event_bus_name = aws_cloudwatch_event_bus.shop.name

  event_pattern = jsonencode({
    source      = ["shop.checkout"]
    detail-type = ["OrderPlaced"]
  })
}

resource "aws_cloudwatch_event_target" "warehouse" {
  rule           = aws_cloudwatch_event_rule.orders.name
  event_bus_name = aws_cloudwatch_event_bus.shop.name
  target_id      = "warehouse"
  arn            = aws_sqs_queue.warehouse.arn

  retry_policy {
    maximum_event_age_in_seconds = 3600
    maximum_retry_attempts       = 10
  }
}

resource "aws_sqs_queue" "warehouse" {
  name                    = "warehouse-orders"
  sqs_managed_sse_enabled = true
}

data "aws_iam_policy_document" "warehouse" {
  statement {
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.warehouse.arn]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [aws_cloudwatch_event_rule.orders.arn]
    }
  }
}

resource "aws_sqs_queue_policy" "warehouse" {
  queue_url = aws_sqs_queue.warehouse.id
  policy    = data.aws_iam_policy_document.warehouse.json
}

output "event_bus_name" {
  description = "Bus that the services publish to."
  value       = aws_cloudwatch_event_bus.shop.name
}
