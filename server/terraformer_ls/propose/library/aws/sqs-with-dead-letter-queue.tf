# An SQS queue with a dead letter queue, both encrypted, and long polling.
# words: an sqs queue with a dead letter queue | sqs queue and dlq | an encrypted SQS queue for invoices whose messages move to a dead letter queue after five failed receives

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
  region = var.region
}

variable "region" {
  type        = string
  description = "AWS region to create the resources in."
  default     = "eu-west-1"
}

variable "max_receive_count" {
  type        = number
  description = "How often a message may fail before it moves to the dead letter queue."
  default     = 5
}

resource "aws_sqs_queue" "invoices_dead" {
  name                      = "invoices-dead"
  message_retention_seconds = 1209600
  sqs_managed_sse_enabled   = true
}

resource "aws_sqs_queue" "invoices" {
  name                       = "invoices"
  visibility_timeout_seconds = 120
  receive_wait_time_seconds  = 20
  sqs_managed_sse_enabled    = true

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.invoices_dead.arn
    maxReceiveCount     = var.max_receive_count
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "invoices_dead" {
  queue_url = aws_sqs_queue.invoices_dead.id

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.invoices.arn]
  })
}

output "queue_url" {
  description = "Address to send messages to."
  value       = aws_sqs_queue.invoices.url
}

output "dead_letter_queue_arn" {
  description = "Queue to watch for failures."
  value       = aws_sqs_queue.invoices_dead.arn
}
