# A FIFO queue with content-based deduplication and high throughput, for one consumer role.
# words: a fifo sqs queue | sqs fifo with deduplication | an encrypted FIFO queue for payments with content-based deduplication per message group, a FIFO dead letter queue and a policy for one consumer role

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

variable "consumer_role_arn" {
  type        = string
  description = "Role that receives the payments."
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the messages."
}

resource "aws_sqs_queue" "payments_dead" {
  name              = "payments-dead.fifo"
  fifo_queue        = true
  kms_master_key_id = var.kms_key_arn
}

resource "aws_sqs_queue" "payments" {
  name                              = "payments.fifo"
  fifo_queue                        = true
  content_based_deduplication       = true
  deduplication_scope               = "messageGroup"
  fifo_throughput_limit             = "perMessageGroupId"
  kms_master_key_id                 = var.kms_key_arn
  kms_data_key_reuse_period_seconds = 300
}

resource "aws_sqs_queue_redrive_policy" "payments" {
  queue_url = aws_sqs_queue.payments.id

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.payments_dead.arn
    maxReceiveCount     = 3
  })
}

data "aws_iam_policy_document" "payments" {
  statement {
    sid       = "ConsumerReceives"
    actions   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"]
    resources = [aws_sqs_queue.payments.arn]

    principals {
      type        = "AWS"
      identifiers = [var.consumer_role_arn]
    }
  }
}

resource "aws_sqs_queue_policy" "payments" {
  queue_url = aws_sqs_queue.payments.id
  policy    = data.aws_iam_policy_document.payments.json
}

output "queue_url" {
  description = "Address of the queue."
  value       = aws_sqs_queue.payments.url
}
