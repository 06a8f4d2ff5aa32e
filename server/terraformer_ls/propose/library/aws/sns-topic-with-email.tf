# An encrypted SNS topic for alerts with e-mail subscriptions.
# words: an sns topic with an email subscription | sns alerts topic | an encrypted SNS topic for operations alerts that mails several people on call

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
  region = "eu-west-2"
}

variable "recipients" {
  type        = set(string)
  description = "Addresses that receive the alerts."
  default     = ["oncall@acme.io", "platform@acme.io"]
}

resource "aws_sns_topic" "alerts" {
  name              = "operations-alerts"
  display_name      = "Operations alerts"
  kms_master_key_id = "alias/aws/sns"
}

resource "aws_sns_topic_subscription" "mail" {
  for_each  = var.recipients
  topic_arn = aws_sns_topic.alerts.arn
  protocol  = "email"
  endpoint  = each.value
}

output "topic_arn" {
  description = "ARN that alarms publish to."
  value       = aws_sns_topic.alerts.arn
}
