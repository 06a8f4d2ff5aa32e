# A Lambda function that works through an SQS queue in batches and reports partial failures.
# words: a lambda triggered by sqs | process sqs messages with lambda | a Lambda function that reads an encrypted SQS queue in batches of ten, reports failed items one by one, and a dead letter queue for what keeps failing

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

variable "code_bucket" {
  type        = string
  description = "Bucket that holds the function's package."
}

variable "code_key" {
  type        = string
  description = "Object with the function's package."
  default     = "mailer/1.8.0.zip"
}

variable "code_signing_config_arn" {
  type        = string
  description = "Whose signature the package must have."
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the environment and the logs."
}

variable "role_arn" {
  type        = string
  description = "Role that may read the queue and write logs."
}

resource "aws_sqs_queue" "mails_dead" {
  name                      = "mails-dead"
  sqs_managed_sse_enabled   = true
  message_retention_seconds = 1209600
}

resource "aws_sqs_queue" "mails" {
  name                       = "mails"
  sqs_managed_sse_enabled    = true
  visibility_timeout_seconds = 180

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.mails_dead.arn
    maxReceiveCount     = 4
  })
}

resource "aws_cloudwatch_log_group" "mailer" {
  name              = "/aws/lambda/mailer"
  retention_in_days = 365
  kms_key_id        = var.kms_key_arn
}

resource "aws_lambda_function" "mailer" {
  function_name                  = "mailer"
  role                           = var.role_arn
  runtime                        = "nodejs22.x"
  handler                        = "index.handler"
  s3_bucket                      = var.code_bucket
  s3_key                         = var.code_key
  architectures                  = ["arm64"]
  memory_size                    = 256
  timeout                        = 30
  code_signing_config_arn        = var.code_signing_config_arn
  kms_key_arn                    = var.kms_key_arn
  reserved_concurrent_executions = 20

  environment {
    variables = { SENDER = "noreply@acme.io" }
  }

  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.mailer.name
  }

  dead_letter_config {
    target_arn = aws_sqs_queue.mails_dead.arn
  }

  tracing_config {
    mode = "Active"
  }
}

resource "aws_lambda_event_source_mapping" "mails" {
  event_source_arn                   = aws_sqs_queue.mails.arn
  function_name                      = aws_lambda_function.mailer.arn
  batch_size                         = 10
  maximum_batching_window_in_seconds = 5
  function_response_types            = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 10
  }
}

output "queue_url" {
  description = "Address to send mails to."
  value       = aws_sqs_queue.mails.url
}
