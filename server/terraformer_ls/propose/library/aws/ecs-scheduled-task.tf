# A Fargate task that EventBridge starts every hour.
# words: an ecs scheduled task on fargate | run a fargate task every hour | an EventBridge rule that starts an existing Fargate task definition every hour in private subnets, with a role that may start only it and a dead letter queue

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

variable "cluster_arn" {
  type        = string
  description = "Cluster of the task."
}

variable "task_definition_arn" {
  type        = string
  description = "Task that is started."
}

variable "task_role_arns" {
  type        = list(string)
  description = "Roles that the task runs with."
}

variable "subnet_ids" {
  type        = list(string)
  description = "Private subnets of the task."
}

variable "security_group_id" {
  type        = string
  description = "Security group of the task."
}

data "aws_iam_policy_document" "events" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "start" {
  statement {
    actions   = ["ecs:RunTask"]
    resources = [var.task_definition_arn]
  }

  statement {
    actions   = ["iam:PassRole"]
    resources = var.task_role_arns
  }
}

resource "aws_iam_role" "start" {
  name               = "start-hourly-import"
  assume_role_policy = data.aws_iam_policy_document.events.json
}

resource "aws_iam_role_policy" "start" {
  name   = "start-task"
  role   = aws_iam_role.start.id
  policy = data.aws_iam_policy_document.start.json
}

resource "aws_sqs_queue" "missed" {
  name                    = "hourly-import-missed"
  sqs_managed_sse_enabled = true
}

resource "aws_cloudwatch_event_rule" "hourly" {
  name                = "hourly-import"
  schedule_expression = "rate(1 hour)"
}

resource "aws_cloudwatch_event_target" "import" {
  rule      = aws_cloudwatch_event_rule.hourly.name
  target_id = "import"
  arn       = var.cluster_arn
  role_arn  = aws_iam_role.start.arn

  ecs_target {
    task_definition_arn = var.task_definition_arn
    task_count          = 1
    launch_type         = "FARGATE"
    platform_version    = "LATEST"

    network_configuration {
      subnets          = var.subnet_ids
      security_groups  = [var.security_group_id]
      assign_public_ip = false
    }
  }

  dead_letter_config {
    arn = aws_sqs_queue.missed.arn
  }
}

output "rule_arn" {
  description = "ARN of the rule."
  value       = aws_cloudwatch_event_rule.hourly.arn
}
