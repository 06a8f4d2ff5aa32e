# A subscription that streams a log group to Firehose, and a saved query for slow requests.
# words: stream cloudwatch logs to firehose | log subscription filter | a subscription filter that sends warnings and errors of an existing log group to a Firehose stream through its own role, a saved Insights query and data protection for e-mail addresses

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

variable "log_group_name" {
  type        = string
  description = "Log group that is streamed."
  default     = "/services/checkout"
}

variable "firehose_arn" {
  type        = string
  description = "Firehose stream that receives the lines."
}

data "aws_iam_policy_document" "logs" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["logs.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "firehose" {
  statement {
    actions   = ["firehose:PutRecord", "firehose:PutRecordBatch"]
    resources = [var.firehose_arn]
  }
}

resource "aws_iam_role" "subscription" {
  name               = "checkout-log-stream"
  assume_role_policy = data.aws_iam_policy_document.logs.json
}

resource "aws_iam_role_policy" "subscription" {
  name   = "put-records"
  role   = aws_iam_role.subscription.id
  policy = data.aws_iam_policy_document.firehose.json
}

resource "aws_cloudwatch_log_subscription_filter" "warnings" {
  name            = "warnings"
  log_group_name  = var.log_group_name
  filter_pattern  = "?WARN ?ERROR"
  destination_arn = var.firehose_arn
  role_arn        = aws_iam_role.subscription.arn
}

resource "aws_cloudwatch_query_definition" "slow" {
  name            = "checkout/slow-requests"
  log_group_names = [var.log_group_name]

  query_string = <<-QUERY
fields @timestamp, path, duration
| filter duration > 1000
| sort duration desc
| limit 50
QUERY
}

resource "aws_cloudwatch_log_data_protection_policy" "checkout" {
  log_group_name = var.log_group_name

  policy_document = jsonencode({
    Name    = "mask-addresses"
    Version = "2021-06-01"
    Statement = [
      {
        Sid            = "Audit"
        DataIdentifier = ["arn:aws:dataprotection::aws:data-identifier/EmailAddress"]
        Operation      = { Audit = { FindingsDestination = {} } }
      },
      {
        Sid            = "Mask"
        DataIdentifier = ["arn:aws:dataprotection::aws:data-identifier/EmailAddress"]
        Operation      = { Deidentify = { MaskConfig = {} } }
      },
    ]
  })
}

output "query_id" {
  description = "ID of the saved query."
  value       = aws_cloudwatch_query_definition.slow.query_definition_id
}
