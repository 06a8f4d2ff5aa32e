# A Lambda function from a container image that runs in private subnets, with an alias for releases.
# words: a lambda from a container image in a vpc | lambda docker image with alias | a Lambda function from an ECR image in private subnets with 1 GB memory, published versions, a live alias and provisioned concurrency of two

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

variable "image_uri" {
  type        = string
  description = "Image in ECR with its digest."
  default     = "210987654321.dkr.ecr.eu-west-1.amazonaws.com/credit-scoring@sha256:4e07408562bedb8b60ce05c1decfe3ad16b72230967de01f640b7e4729b49fce"
}

variable "role_arn" {
  type        = string
  description = "Role of the function, with AWSLambdaVPCAccessExecutionRole."
}

variable "subnet_ids" {
  type        = list(string)
  description = "Private subnets of the function."
}

variable "vpc_id" {
  type        = string
  description = "VPC of the function."
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the logs."
}

variable "dead_letter_queue_arn" {
  type        = string
  description = "Queue for events that failed."
}

resource "aws_security_group" "scoring" {
  name        = "scoring-function"
  description = "Egress of the scoring function"
  vpc_id      = var.vpc_id

  egress {
    description = "HTTPS to AWS services"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_cloudwatch_log_group" "scoring" {
  name              = "/aws/lambda/credit-scoring"
  retention_in_days = 365
  kms_key_id        = var.kms_key_arn
}

resource "aws_lambda_function" "scoring" {
  function_name                  = "credit-scoring"
  role                           = var.role_arn
  package_type                   = "Image"
  image_uri                      = var.image_uri
  memory_size                    = 1024
  timeout                        = 60
  publish                        = true
  reserved_concurrent_executions = 25

  vpc_config {
    subnet_ids         = var.subnet_ids
    security_group_ids = [aws_security_group.scoring.id]
  }

  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.scoring.name
  }

  dead_letter_config {
    target_arn = var.dead_letter_queue_arn
  }

  tracing_config {
    mode = "Active"
  }
}

resource "aws_lambda_alias" "live" {
  name             = "live"
  function_name    = aws_lambda_function.scoring.function_name
  function_version = aws_lambda_function.scoring.version
}

resource "aws_lambda_provisioned_concurrency_config" "live" {
  function_name                     = aws_lambda_alias.live.function_name
  qualifier                         = aws_lambda_alias.live.name
  provisioned_concurrent_executions = 2
}

output "alias_arn" {
  description = "ARN that callers use."
  value       = aws_lambda_alias.live.arn
}
