# A Lambda function that EventBridge Scheduler starts every night, with retries.
# words: run a lambda every night | scheduled lambda with eventbridge scheduler | an EventBridge schedule at 02:15 Berlin time that invokes an existing cleanup function with a payload, three retries and a dead letter queue

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

variable "function_arn" {
  type        = string
  description = "Function that cleans up."
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the schedule's payload."
}

data "aws_iam_policy_document" "scheduler" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["scheduler.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "invoke" {
  statement {
    actions   = ["lambda:InvokeFunction"]
    resources = [var.function_arn]
  }

  statement {
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.missed.arn]
  }
}

resource "aws_iam_role" "scheduler" {
  name               = "nightly-cleanup"
  assume_role_policy = data.aws_iam_policy_document.scheduler.json
}

resource "aws_iam_role_policy" "scheduler" {
  name   = "invoke-cleanup"
  role   = aws_iam_role.scheduler.id
  policy = data.aws_iam_policy_document.invoke.json
}

resource "aws_sqs_queue" "missed" {
  name                    = "nightly-cleanup-missed"
  sqs_managed_sse_enabled = true
}

resource "aws_scheduler_schedule_group" "maintenance" {
  name = "maintenance"
}

resource "aws_scheduler_schedule" "cleanup" {
  name                         = "nightly-cleanup"
  group_name                   = aws_scheduler_schedule_group.maintenance.name
  schedule_expression          = "cron(15 2 * * ? *)"
  schedule_expression_timezone = "Europe/Berlin"
  kms_key_arn                  = var.kms_key_arn

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = var.function_arn
    role_arn = aws_iam_role.scheduler.arn
    input    = jsonencode({ older_than_days = 30 })

    retry_policy {
      maximum_retry_attempts = 3
    }

    dead_letter_config {
      arn = aws_sqs_queue.missed.arn
    }
  }
}

output "schedule_arn" {
  description = "ARN of the schedule."
  value       = aws_scheduler_schedule.cleanup.arn
}
