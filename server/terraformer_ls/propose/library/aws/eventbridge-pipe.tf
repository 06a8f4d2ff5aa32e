# An EventBridge pipe that moves messages from a queue through an enrichment to a workflow.
# words: an eventbridge pipe from sqs to step functions | connect a queue to a state machine with pipes | an EventBridge pipe that filters messages of an SQS queue, enriches them with a Lambda function and starts a state machine, encrypted and logged

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

variable "queue_arn" {
  type        = string
  description = "Queue that is read."
}

variable "function_arn" {
  type        = string
  description = "Function that enriches a message."
}

variable "state_machine_arn" {
  type        = string
  description = "State machine that is started."
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the pipe and its logs."
}

data "aws_iam_policy_document" "pipes" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["pipes.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "pipe" {
  statement {
    actions   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
    resources = [var.queue_arn]
  }

  statement {
    actions   = ["lambda:InvokeFunction"]
    resources = [var.function_arn]
  }

  statement {
    actions   = ["states:StartExecution"]
    resources = [var.state_machine_arn]
  }
}

resource "aws_iam_role" "pipe" {
  name               = "claims-pipe"
  assume_role_policy = data.aws_iam_policy_document.pipes.json
}

resource "aws_iam_role_policy" "pipe" {
  name   = "move-claims"
  role   = aws_iam_role.pipe.id
  policy = data.aws_iam_policy_document.pipe.json
}

resource "aws_cloudwatch_log_group" "pipe" {
  name              = "/aws/pipes/claims"
  retention_in_days = 365
  kms_key_id        = var.kms_key_arn
}

resource "aws_pipes_pipe" "claims" {
  name               = "claims"
  role_arn           = aws_iam_role.pipe.arn
  source             = var.queue_arn
  enrichment         = var.function_arn
  target             = var.state_machine_arn
  kms_key_identifier = var.kms_key_arn

  source_parameters {
    filter_criteria {
      filter {
        pattern = jsonencode({ body = { kind = ["claim"] } })
      }
    }

    sqs_queue_parameters {
      batch_size = 1
    }
  }

  target_parameters {
    step_function_state_machine_parameters {
      invocation_type = "FIRE_AND_FORGET"
    }
  }

  log_configuration {
    level = "ERROR"

    cloudwatch_logs_log_destination {
      log_group_arn = aws_cloudwatch_log_group.pipe.arn
    }
  }
}

output "pipe_arn" {
  description = "ARN of the pipe."
  value       = aws_pipes_pipe.claims.arn
}
