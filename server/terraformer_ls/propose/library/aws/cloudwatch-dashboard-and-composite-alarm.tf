# A dashboard of an application and one alarm that fires when both latency and errors are bad.
# words: a cloudwatch dashboard with alarms | composite alarm for latency and errors | alarms on a load balancer's p95 latency and 5xx count, a composite alarm that pages only when both fire, and a dashboard with both graphs

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

variable "load_balancer" {
  type        = string
  description = "Load balancer, as in its ARN."
  default     = "app/web/50dc6c495c0c9188"
}

variable "page_topic_arn" {
  type        = string
  description = "Topic that pages the person on call."
}

resource "aws_cloudwatch_metric_alarm" "latency" {
  alarm_name          = "web-latency"
  alarm_description   = "Slower than a second for five minutes"
  namespace           = "AWS/ApplicationELB"
  metric_name         = "TargetResponseTime"
  dimensions          = { LoadBalancer = var.load_balancer }
  extended_statistic  = "p95"
  period              = 60
  evaluation_periods  = 5
  comparison_operator = "GreaterThanThreshold"
  threshold           = 1
}

resource "aws_cloudwatch_metric_alarm" "errors" {
  alarm_name          = "web-errors"
  alarm_description   = "More than twenty server errors a minute"
  namespace           = "AWS/ApplicationELB"
  metric_name         = "HTTPCode_Target_5XX_Count"
  dimensions          = { LoadBalancer = var.load_balancer }
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 20
  treat_missing_data  = "notBreaching"
}

resource "aws_cloudwatch_composite_alarm" "broken" {
  alarm_name        = "web-broken"
  alarm_description = "Slow and failing at once"
  alarm_rule        = "ALARM(\"${aws_cloudwatch_metric_alarm.latency.alarm_name}\") AND ALARM(\"${aws_cloudwatch_metric_alarm.errors.alarm_name}\")"
  alarm_actions     = [var.page_topic_arn]
}

resource "aws_cloudwatch_dashboard" "web" {
  dashboard_name = "web"

  dashboard_body = jsonencode({
    widgets = [
      for index, metric in ["TargetResponseTime", "HTTPCode_Target_5XX_Count"] : {
        type   = "metric"
        x      = index * 12
        y      = 0
        width  = 12
        height = 6
        properties = {
          title   = metric
          region  = var.region
          metrics = [["AWS/ApplicationELB", metric, "LoadBalancer", var.load_balancer]]
        }
      }
    ]
  })
}

output "alarm_arn" {
  description = "ARN of the composite alarm."
  value       = aws_cloudwatch_composite_alarm.broken.arn
}
