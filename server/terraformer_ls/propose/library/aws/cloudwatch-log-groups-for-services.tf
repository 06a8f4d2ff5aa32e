# Log groups for a list of services, each with retention, encryption and an error count.
# words: cloudwatch log groups for several services | log group with retention and encryption | encrypted log groups for every service of a set with 400 days of retention, a metric filter for errors in each and a policy that lets Route 53 write query logs

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

variable "services" {
  type        = set(string)
  description = "Services that write logs."
  default     = ["checkout", "search", "stock"]
}

variable "retention_in_days" {
  type        = number
  description = "How long logs are kept."
  default     = 400
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the logs."
}

resource "aws_cloudwatch_log_group" "service" {
  for_each          = var.services
  name              = "/services/${each.value}"
  retention_in_days = var.retention_in_days
  kms_key_id        = var.kms_key_arn

  tags = { service = each.value }

  lifecycle {
    precondition {
      condition     = var.retention_in_days >= 365
      error_message = "Logs must be kept for a year at least."
    }
  }
}

resource "aws_cloudwatch_log_metric_filter" "errors" {
  for_each       = aws_cloudwatch_log_group.service
  name           = "errors"
  log_group_name = each.value.name
  pattern        = "{ $.level = \"error\" }"

  metric_transformation {
    name      = "Errors"
    namespace = "Services/${each.key}"
    value     = "1"
  }
}

data "aws_iam_policy_document" "route53" {
  statement {
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = [for group in aws_cloudwatch_log_group.service : "${group.arn}:*"]

    principals {
      type        = "Service"
      identifiers = ["route53.amazonaws.com"]
    }
  }
}

resource "aws_cloudwatch_log_resource_policy" "route53" {
  policy_name     = "route53-query-logs"
  policy_document = data.aws_iam_policy_document.route53.json
}

output "log_group_names" {
  description = "Names of the groups."
  value       = [for group in aws_cloudwatch_log_group.service : group.name]
}
