# An alarm on an instance's CPU that mails somebody.
# words: a cloudwatch alarm for ec2 cpu usage | alarm when cpu is above 80 percent | a CloudWatch alarm that mails through an encrypted SNS topic when the average CPU of an EC2 instance stays above 80 percent for ten minutes, and one for failed status checks

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
  region = "us-east-1"
}

variable "instance_id" {
  type        = string
  description = "Instance that is watched."
}

variable "address" {
  type        = string
  description = "Address that is mailed."
  default     = "oncall@acme.io"
}

resource "aws_sns_topic" "alarms" {
  name              = "instance-alarms"
  kms_master_key_id = "alias/aws/sns"
}

resource "aws_sns_topic_subscription" "mail" {
  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = var.address
}

resource "aws_cloudwatch_metric_alarm" "cpu" {
  alarm_name          = "instance-cpu"
  alarm_description   = "CPU above 80 percent for ten minutes"
  namespace           = "AWS/EC2"
  metric_name         = "CPUUtilization"
  dimensions          = { InstanceId = var.instance_id }
  statistic           = "Average"
  period              = 300
  evaluation_periods  = 2
  comparison_operator = "GreaterThanThreshold"
  threshold           = 80
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "status" {
  alarm_name          = "instance-status"
  alarm_description   = "The instance fails its status checks"
  namespace           = "AWS/EC2"
  metric_name         = "StatusCheckFailed"
  dimensions          = { InstanceId = var.instance_id }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  alarm_actions       = [aws_sns_topic.alarms.arn]
}

output "topic_arn" {
  description = "Topic for more alarms."
  value       = aws_sns_topic.alarms.arn
}
