# A canary that opens a site every five minutes, and an alarm when it fails.
# words: a cloudwatch synthetics canary | monitor a website with a canary | a Synthetics canary with a script from S3 that opens the shop every five minutes, keeps its results a month and alarms when fewer than nine of ten runs succeed

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

variable "script_bucket" {
  type        = string
  description = "Bucket with the canary's script."
}

variable "artifact_bucket" {
  type        = string
  description = "Bucket for screenshots and logs."
  default     = "acme-canary-artifacts"
}

variable "role_arn" {
  type        = string
  description = "Role of the canary."
}

variable "alert_topic_arn" {
  type        = string
  description = "Topic that hears of failures."
}

resource "aws_synthetics_canary" "shop" {
  name                     = "shop-home"
  artifact_s3_location     = "s3://${var.artifact_bucket}/shop-home/"
  execution_role_arn       = var.role_arn
  runtime_version          = "syn-nodejs-puppeteer-10.0"
  handler                  = "home.handler"
  s3_bucket                = var.script_bucket
  s3_key                   = "canaries/home.zip"
  start_canary             = true
  success_retention_period = 31
  failure_retention_period = 31

  schedule {
    expression = "rate(5 minutes)"
  }

  run_config {
    timeout_in_seconds = 60
    active_tracing     = true
  }

  artifact_config {
    s3_encryption {
      encryption_mode = "SSE_S3"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "shop" {
  alarm_name          = "shop-home-canary"
  alarm_description   = "The shop's home page does not open"
  namespace           = "CloudWatchSynthetics"
  metric_name         = "SuccessPercent"
  dimensions          = { CanaryName = aws_synthetics_canary.shop.name }
  statistic           = "Average"
  period              = 3000
  evaluation_periods  = 1
  comparison_operator = "LessThanThreshold"
  threshold           = 90
  treat_missing_data  = "breaching"
  alarm_actions       = [var.alert_topic_arn]
}

output "canary_arn" {
  description = "ARN of the canary."
  value       = aws_synthetics_canary.shop.arn
}
