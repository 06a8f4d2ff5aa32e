# A role for Lambda functions that may write logs and read one table.
# words: an iam role for a lambda function | lambda execution role with dynamodb access | an execution role for one Lambda function that may write to its own log group, send traces and read and write one DynamoDB table

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

variable "function_name" {
  type        = string
  description = "Function that uses the role."
  default     = "orders-api"
}

variable "table_arn" {
  type        = string
  description = "Table of the function."
  default     = "arn:aws:dynamodb:eu-west-1:210987654321:table/orders"
}

data "aws_caller_identity" "current" {}
data "aws_iam_policy_document" "lambda" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "function" {
  statement {
    sid       = "Logs"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["arn:aws:logs:${var.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/${var.function_name}:*"]
  }

  statement {
    sid       = "Table"
    actions   = ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:PutItem", "dynamodb:UpdateItem"]
    resources = [var.table_arn, "${var.table_arn}/index/*"]
  }
}

resource "aws_iam_role" "function" {
  name               = "${var.function_name}-execution"
  assume_role_policy = data.aws_iam_policy_document.lambda.json
}

resource "aws_iam_role_policy" "function" {
  name   = "logs-and-table"
  role   = aws_iam_role.function.id
  policy = data.aws_iam_policy_document.function.json
}

resource "aws_iam_role_policy_attachment" "tracing" {
  role       = aws_iam_role.function.name
  policy_arn = "arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess"
}

output "role_arn" {
  description = "Role for the function."
  value       = aws_iam_role.function.arn
}
