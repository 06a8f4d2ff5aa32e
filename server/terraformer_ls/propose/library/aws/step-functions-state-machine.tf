# A Step Functions state machine that calls two Lambda functions with retries, traced and logged.
# words: a step functions workflow with two lambdas | state machine with retries and error handling | a Step Functions state machine for orders: validate with one Lambda, charge with another, retry twice, and publish failures to SNS, with X-Ray and logs

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

variable "validate_arn" {
  type        = string
  description = "Function that validates an order."
}

variable "charge_arn" {
  type        = string
  description = "Function that charges the customer."
}

variable "failures_topic_arn" {
  type        = string
  description = "Topic that hears of failed orders."
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the logs."
}

data "aws_iam_policy_document" "states" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["states.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "orders" {
  statement {
    actions   = ["lambda:InvokeFunction"]
    resources = [var.validate_arn, var.charge_arn]
  }

  statement {
    actions   = ["sns:Publish"]
    resources = [var.failures_topic_arn]
  }
}

resource "aws_iam_role" "orders" {
  name               = "order-workflow"
  assume_role_policy = data.aws_iam_policy_document.states.json
}

resource "aws_iam_role_policy" "orders" {
  name   = "order-workflow"
  role   = aws_iam_role.orders.id
  policy = data.aws_iam_policy_document.orders.json
}

resource "aws_cloudwatch_log_group" "orders" {
  name              = "/aws/vendedlogs/states/orders"
  retention_in_days = 365
  kms_key_id        = var.kms_key_arn
}

resource "aws_sfn_state_machine" "orders" {
  name     = "orders"
  role_arn = aws_iam_role.orders.arn
  type     = "STANDARD"

  definition = jsonencode({
    StartAt = "Validate"
    States = {
      Validate = {
        Type     = "Task"
        Resource = var.validate_arn
        Next     = "Charge"
      }
      Charge = {
        Type     = "Task"
        Resource = var.charge_arn
        Retry    = [{ ErrorEquals = ["States.TaskFailed"], MaxAttempts = 2, IntervalSeconds = 5 }]
        Catch    = [{ ErrorEquals = ["States.ALL"], Next = "Report" }]
        End      = true
      }
      Report = {
        Type       = "Task"
        Resource   = "arn:aws:states:::sns:publish"
        Parameters = { TopicArn = var.failures_topic_arn, "Message.$" = "$" }
        End        = true
      }
    }
  })

  logging_configuration {
    log_destination        = "${aws_cloudwatch_log_group.orders.arn}:*"
    include_execution_data = true
    level                  = "ALL"
  }

  tracing_configuration {
    enabled = true
  }
}

output "state_machine_arn" {
  description = "ARN to start executions with."
  value       = aws_sfn_state_machine.orders.arn
}
