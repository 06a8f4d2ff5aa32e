# A small Node.js function from a ZIP file with settings in its environment.
# words: a simple lambda function from a zip file | nodejs lambda with environment variables | a Node.js 22 Lambda function packaged from a local file with two environment variables, logs for a year in JSON, tracing and a topic for failures

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
  region = "eu-west-1"
}

variable "role_arn" {
  type        = string
  description = "Role of the function."
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the environment and the logs."
}

variable "failures_topic_arn" {
  type        = string
  description = "Topic that hears of failed events."
}

data "archive_file" "greeter" {
  type        = "zip"
  output_path = "${path.module}/greeter.zip"

  source {
    filename = "index.mjs"
    content  = "export const handler = async () => ({ statusCode: 200, body: process.env.GREETING });\n"
  }
}

resource "aws_cloudwatch_log_group" "greeter" {
  name              = "/aws/lambda/greeter"
  retention_in_days = 365
  kms_key_id        = var.kms_key_arn
}

resource "aws_lambda_function" "greeter" {
  function_name                  = "greeter"
  description                    = "Answers with a greeting"
  role                           = var.role_arn
  runtime                        = "nodejs22.x"
  handler                        = "index.handler"
  filename                       = data.archive_file.greeter.output_path
  source_code_hash               = data.archive_file.greeter.output_base64sha256
  kms_key_arn                    = var.kms_key_arn
  reserved_concurrent_executions = 5

  environment {
    variables = {
      GREETING = "Good morning"
      LANGUAGE = "en"
    }
  }

  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.greeter.name
  }

  dead_letter_config {
    target_arn = var.failures_topic_arn
  }

  tracing_config {
    mode = "Active"
  }
}

resource "aws_lambda_function_event_invoke_config" "greeter" {
  function_name                = aws_lambda_function.greeter.function_name
  maximum_retry_attempts       = 1
  maximum_event_age_in_seconds = 3600
}

output "function_name" {
  description = "Name to invoke."
  value       = aws_lambda_function.greeter.function_name
}
