# A Lambda function that follows the changes of a DynamoDB table, with failures kept aside.
# words: trigger a lambda from a dynamodb stream | dynamodb stream to lambda | a Lambda function on an existing table's stream that only sees inserted orders above a value, splits failing batches, gives up after three tries and sends what failed to SQS

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

variable "stream_arn" {
  type        = string
  description = "Stream of the table."
}

variable "function_name" {
  type        = string
  description = "Existing function."
  default     = "index-orders"
}

variable "function_role" {
  type        = string
  description = "Role of the function."
  default     = "index-orders"
}

resource "aws_sqs_queue" "failed" {
  name                      = "index-orders-failed"
  sqs_managed_sse_enabled   = true
  message_retention_seconds = 1209600
}

data "aws_iam_policy_document" "stream" {
  statement {
    actions   = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"]
    resources = [var.stream_arn]
  }

  statement {
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.failed.arn]
  }
}

resource "aws_iam_role_policy" "stream" {
  name   = "read-order-stream"
  role   = var.function_role
  policy = data.aws_iam_policy_document.stream.json
}

resource "aws_lambda_event_source_mapping" "orders" {
  event_source_arn               = var.stream_arn
  function_name                  = var.function_name
  starting_position              = "LATEST"
  batch_size                     = 100
  bisect_batch_on_function_error = true
  maximum_retry_attempts         = 3
  parallelization_factor         = 2

  filter_criteria {
    filter {
      pattern = jsonencode({
        eventName = ["INSERT"]
        dynamodb  = { NewImage = { total = { N = [{ numeric = [">", 100] }] } } }
      })
    }
  }

  destination_config {
    on_failure {
      destination_arn = aws_sqs_queue.failed.arn
    }
  }

  depends_on = [aws_iam_role_policy.stream]
}

output "mapping_id" {
  description = "ID of the mapping."
  value       = aws_lambda_event_source_mapping.orders.uuid
}
