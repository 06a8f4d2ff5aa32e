# A Python Lambda function with its own role, log group, tracing and a dead letter queue.
# words: an aws lambda function with an iam role | python lambda function | a Python 3.12 Lambda function packaged from the src folder, with a least privilege role, logs kept for a year, X-Ray tracing and a dead letter queue

terraform {
  required_version = ">= 1.6"

  required_providers {
    archive = {
      source  = "hashicorp/archive"
      version = "~> 2.4"
    }
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

provider "aws" {
  region = "eu-north-1"
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the environment, the logs and the queue."
}

data "archive_file" "thumbnailer" {
  type        = "zip"
  output_path = "${path.module}/thumbnailer.zip"

  source {
    filename = "handler.py"
    content  = "def handle(event, context):\n    return {\"status\": \"ok\"}\n"
  }
}

data "aws_iam_policy_document" "lambda" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "thumbnailer" {
  statement {
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.thumbnailer.arn}:*"]
  }

  statement {
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.failed.arn]
  }
}

resource "aws_iam_role" "thumbnailer" {
  name               = "thumbnailer"
  assume_role_policy = data.aws_iam_policy_document.lambda.json
}

resource "aws_iam_role_policy" "thumbnailer" {
  name   = "thumbnailer"
  role   = aws_iam_role.thumbnailer.id
  policy = data.aws_iam_policy_document.thumbnailer.json
}

resource "aws_cloudwatch_log_group" "thumbnailer" {
  name              = "/aws/lambda/thumbnailer"
  retention_in_days = 365
  kms_key_id        = var.kms_key_arn
}

resource "aws_sqs_queue" "failed" {
  name              = "thumbnailer-failed"
  kms_master_key_id = var.kms_key_arn
}

resource "aws_lambda_function" "thumbnailer" {
  function_name                  = "thumbnailer"
  role                           = aws_iam_role.thumbnailer.arn
  runtime                        = "python3.12"
  handler                        = "handler.handle"
  filename                       = data.archive_file.thumbnailer.output_path
  source_code_hash               = data.archive_file.thumbnailer.output_base64sha256
  memory_size                    = 256
  timeout                        = 30
  kms_key_arn                    = var.kms_key_arn
  reserved_concurrent_executions = 10

  environment {
    variables = {
      LOG_LEVEL = "INFO"
    }
  }

  dead_letter_config {
    target_arn = aws_sqs_queue.failed.arn
  }

  tracing_config {
    mode = "Active"
  }

  depends_on = [aws_iam_role_policy.thumbnailer]
}

output "function_arn" {
  description = "ARN of the function."
  value       = aws_lambda_function.thumbnailer.arn
}
