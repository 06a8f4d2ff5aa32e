variable "topics" {
  type    = list(string)
  default = []
}

resource "aws_sns_topic" "alerts" {
  name = "alerts"
}

resource "aws_cloudwatch_metric_alarm" "silent" { # denied
  alarm_name          = "silent"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  alarm_actions       = var.topics
}

resource "aws_cloudwatch_metric_alarm" "loud" {
  alarm_name          = "loud"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  alarm_actions       = [aws_sns_topic.alerts.arn]
}

resource "aws_cloudwatch_metric_alarm" "part" {
  alarm_name          = "part"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
}

resource "aws_cloudwatch_metric_alarm" "part_by_name" {
  alarm_name          = "part-by-name"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
}

resource "aws_cloudwatch_composite_alarm" "whole" {
  alarm_name    = "whole"
  alarm_rule    = "ALARM(${aws_cloudwatch_metric_alarm.part.alarm_name}) OR ALARM(part-by-name)"
  alarm_actions = [aws_sns_topic.alerts.arn]
}
