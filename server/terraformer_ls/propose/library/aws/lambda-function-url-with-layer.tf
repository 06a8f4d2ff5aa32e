# A Lambda function with a shared layer and a function URL that requires signed requests.
# words: a lambda function url with iam auth | lambda with a layer and a url | a Python Lambda function using a dependency layer, reachable through a function URL with IAM authorisation and CORS for one site

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
  description = "Bucket that holds the packages."
}

variable "role_arn" {
  type        = string
  description = "Role of the function."
}

variable "code_signing_config_arn" {
  type        = string
  description = "Whose signature the package must have."
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the logs."
}

variable "dead_letter_topic_arn" {
  type        = string
  description = "Topic that hears of failed events."
}

variable "caller_role_arn" {
  type        = string
  description = "Role that may call the URL."
}

resource "aws_lambda_layer_version" "pdf" {
  layer_name               = "pdf-tools"
  description              = "Libraries that render PDF files"
  s3_bucket                = var.code_bucket
  s3_key                   = "layers/pdf-tools.zip"
  compatible_runtimes      = ["python3.12", "python3.13"]
  compatible_architectures = ["x86_64"]
}

resource "aws_cloudwatch_log_group" "invoice" {
  name              = "/aws/lambda/render-invoice"
  retention_in_days = 365
  kms_key_id        = var.kms_key_arn
}

resource "aws_lambda_function" "invoice" {
  function_name                  = "render-invoice"
  role                           = var.role_arn
  runtime                        = "python3.13"
  handler                        = "render.handle"
  s3_bucket                      = var.code_bucket
  s3_key                         = "functions/render-invoice.zip"
  layers                         = [aws_lambda_layer_version.pdf.arn]
  memory_size                    = 512
  timeout                        = 20
  code_signing_config_arn        = var.code_signing_config_arn
  reserved_concurrent_executions = 5

  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.invoice.name
  }

  dead_letter_config {
    target_arn = var.dead_letter_topic_arn
  }

  tracing_config {
    mode = "Active"
  }
}

resource "aws_lambda_function_url" "invoice" {
  function_name      = aws_lambda_function.invoice.function_name
  authorization_type = "AWS_IAM"

  cors {
    allow_origins = ["https://billing.acme.io"]
    allow_methods = ["POST"]
    max_age       = 3600
  }
}

resource "aws_lambda_permission" "caller" {
  statement_id           = "BillingCallsUrl"
  action                 = "lambda:InvokeFunctionUrl"
  function_name          = aws_lambda_function.invoice.function_name
  principal              = var.caller_role_arn
  function_url_auth_type = "AWS_IAM"
}

output "url" {
  description = "Address of the function."
  value       = aws_lambda_function_url.invoice.function_url
}
