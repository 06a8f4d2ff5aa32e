# GuardDuty with its protection plans and Security Hub with two standards, alerting on grave findings.
# words: enable guardduty and security hub | threat detection with guardduty and alerts | GuardDuty with S3, EKS and malware protection, Security Hub with the AWS and CIS standards, and an EventBridge rule that sends findings of severity 7 and more to SNS

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

variable "alert_topic_arn" {
  type        = string
  description = "Topic that EventBridge may publish to."
}

resource "aws_guardduty_detector" "main" {
  enable                       = true
  finding_publishing_frequency = "FIFTEEN_MINUTES"
}

resource "aws_guardduty_detector_feature" "plan" {
  for_each    = toset(["S3_DATA_EVENTS", "EKS_AUDIT_LOGS", "EBS_MALWARE_PROTECTION", "RDS_LOGIN_EVENTS"])
  detector_id = aws_guardduty_detector.main.id
  name        = each.value
  status      = "ENABLED"
}

resource "aws_securityhub_account" "main" {
  enable_default_standards = false
  auto_enable_controls     = true
}

resource "aws_securityhub_standards_subscription" "standard" {
  for_each      = toset(["aws-foundational-security-best-practices/v/1.0.0", "cis-aws-foundations-benchmark/v/3.0.0"])
  standards_arn = "arn:aws:securityhub:${var.region}::standards/${each.value}"

  depends_on = [aws_securityhub_account.main]
}

resource "aws_cloudwatch_event_rule" "grave" {
  name        = "guardduty-grave-findings"
  description = "Findings of severity seven and more"

  event_pattern = jsonencode({
    source      = ["aws.guardduty"]
    detail-type = ["GuardDuty Finding"]
    detail      = { severity = [{ numeric = [">=", 7] }] }
  })
}

resource "aws_cloudwatch_event_target" "alert" {
  rule      = aws_cloudwatch_event_rule.grave.name
  target_id = "alert"
  arn       = var.alert_topic_arn
}

output "detector_id" {
  description = "ID of the detector."
  value       = aws_guardduty_detector.main.id
}
