# A Flink application that reads a Kinesis stream, with snapshots and logs.
# words: a managed flink application on kinesis | kinesis data analytics flink | a Flink 1.20 application from a jar in S3 inside a VPC with auto scaling, checkpoints, settings for its stream, snapshots and CloudWatch logs

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

variable "code" {
  type        = object({ bucket_arn = string, key = string })
  description = "Jar of the application."
}

variable "role_arn" {
  type        = string
  description = "Role of the application."
}

variable "subnet_ids" {
  type        = list(string)
  description = "Private subnets of the application."
}

variable "security_group_id" {
  type        = string
  description = "Security group of the application."
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the logs."
}

resource "aws_cloudwatch_log_group" "sessions" {
  name              = "/flink/sessions"
  retention_in_days = 365
  kms_key_id        = var.kms_key_arn
}

resource "aws_cloudwatch_log_stream" "sessions" {
  name           = "application"
  log_group_name = aws_cloudwatch_log_group.sessions.name
}

resource "aws_kinesisanalyticsv2_application" "sessions" {
  name                   = "sessions"
  runtime_environment    = "FLINK-1_20"
  service_execution_role = var.role_arn
  start_application      = true

  application_configuration {
    application_code_configuration {
      code_content_type = "ZIPFILE"

      code_content {
        s3_content_location {
          bucket_arn = var.code.bucket_arn
          file_key   = var.code.key
        }
      }
    }

    application_snapshot_configuration {
      snapshots_enabled = true
    }

    environment_properties {
      property_group {
        property_group_id = "input"
        property_map      = { stream = "clicks", position = "LATEST" }
      }
    }

    flink_application_configuration {
      checkpoint_configuration {
        configuration_type = "DEFAULT"
      }

      parallelism_configuration {
        configuration_type   = "CUSTOM"
        auto_scaling_enabled = true
        parallelism          = 2
        parallelism_per_kpu  = 1
      }
    }

    vpc_configuration {
      subnet_ids         = var.subnet_ids
      security_group_ids = [var.security_group_id]
    }
  }

  cloudwatch_logging_options {
    log_stream_arn = aws_cloudwatch_log_stream.sessions.arn
  }
}

output "application_arn" {
  description = "ARN of the application."
  value       = aws_kinesisanalyticsv2_application.sessions.arn
}
