# An EventBridge rule that starts a Lambda function every day.
# words: an eventbridge rule that runs a lambda every day | cron rule for a lambda function | an EventBridge rule at six in the morning UTC with a constant input for an existing Lambda function, the permission to invoke it and a dead letter queue

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

variable "function_name" {
  type        = string
  description = "Function that is started."
  default     = "daily-report"
}

data "aws_lambda_function" "report" {
  function_name = var.function_name
}

resource "aws_sqs_queue" "missed" {
  name                    = "daily-report-missed"
  sqs_managed_sse_enabled = true
}

resource "aws_cloudwatch_event_rule" "daily" {
  name                = "daily-report"
  description         = "Every day at six"
  schedule_expression = "cron(0 6 * * ? *)"
  state               = "ENABLED"
}

resource "aws_cloudwatch_event_target" "report" {
  rule      = aws_cloudwatch_event_rule.daily.name
  target_id = "report"
  arn       = data.aws_lambda_function.report.arn
  input     = jsonencode({ kind = "daily", format = "pdf" })

  dead_letter_config {
    arn = aws_sqs_queue.missed.arn
  }
}

resource "aws_lambda_permission" "rule" {
  statement_id  = "DailyRule"
  action        = "lambda:InvokeFunction"
  function_name = data.aws_lambda_function.report.function_name
  principal     = "events.amazonaws.com"
  source_arn    = aws_cloudwatch_event_rule.daily.arn
}

output "rule_arn" {
  description = "ARN of the rule."
  value       = aws_cloudwatch_event_rule.daily.arn
}
