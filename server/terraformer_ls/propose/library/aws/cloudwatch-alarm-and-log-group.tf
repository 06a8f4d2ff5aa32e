# A log group, a metric from its error lines and an alarm that notifies an SNS topic.
# words: a cloudwatch alarm on application errors | log group with metric filter and alarm | a CloudWatch log group kept for a year, a metric filter that counts ERROR lines and an alarm that notifies SNS when there are more than ten in five minutes

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

variable "alert_topic_arn" {
  type        = string
  description = "SNS topic to notify."
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the logs."
}

resource "aws_cloudwatch_log_group" "checkout" {
  name              = "/services/checkout"
  retention_in_days = 365
  kms_key_id        = var.kms_key_arn
}

resource "aws_cloudwatch_log_metric_filter" "errors" {
  name           = "checkout-errors"
  log_group_name = aws_cloudwatch_log_group.checkout.name
  pattern        = "ERROR"

  metric_transformation {
    name          = "CheckoutErrors"
    namespace     = "Shop"
    value         = "1"
    default_value = "0"
  }
}

resource "aws_cloudwatch_metric_alarm" "errors" {
  alarm_name          = "checkout-errors"
  alarm_description   = "More than ten errors in five minutes"
  namespace           = aws_cloudwatch_log_metric_filter.errors.metric_transformation[0].namespace
  metric_name         = aws_cloudwatch_log_metric_filter.errors.metric_transformation[0].name
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 10
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alert_topic_arn]
  ok_actions          = [var.alert_topic_arn]
}

output "alarm_arn" {
  description = "ARN of the alarm."
  value       = aws_cloudwatch_metric_alarm.errors.arn
}
