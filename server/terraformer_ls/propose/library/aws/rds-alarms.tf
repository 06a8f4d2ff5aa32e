# Alarms for a database: processor, free storage, connections and replica lag.
# words: cloudwatch alarms for an rds database | alert when rds storage is low | four alarms on an RDS instance from one map for high CPU, low storage, many connections and lag, all to one topic

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

variable "database_identifier" {
  type        = string
  description = "Database that is watched."
  default     = "orders"
}

variable "alert_topic_arn" {
  type        = string
  description = "Topic that hears of alarms."
}

locals {
  alarms = {
    cpu         = { metric = "CPUUtilization", operator = "GreaterThanThreshold", threshold = 85 }
    storage     = { metric = "FreeStorageSpace", operator = "LessThanThreshold", threshold = 10 * pow(1024, 3) }
    connections = { metric = "DatabaseConnections", operator = "GreaterThanThreshold", threshold = 180 }
    lag         = { metric = "ReplicaLag", operator = "GreaterThanThreshold", threshold = 60 }
  }
}

resource "aws_cloudwatch_metric_alarm" "database" {
  for_each            = local.alarms
  alarm_name          = "${var.database_identifier}-${each.key}"
  alarm_description   = "${each.value.metric} of ${var.database_identifier}"
  namespace           = "AWS/RDS"
  metric_name         = each.value.metric
  dimensions          = { DBInstanceIdentifier = var.database_identifier }
  statistic           = "Average"
  period              = 300
  evaluation_periods  = 3
  comparison_operator = each.value.operator
  threshold           = each.value.threshold
  alarm_actions       = [var.alert_topic_arn]
  ok_actions          = [var.alert_topic_arn]
}

resource "aws_cloudwatch_metric_alarm" "growth" {
  alarm_name          = "${var.database_identifier}-storage-anomaly"
  alarm_description   = "Storage shrinks faster than usual"
  comparison_operator = "LessThanLowerThreshold"
  evaluation_periods  = 2
  threshold_metric_id = "band"
  alarm_actions       = [var.alert_topic_arn]

  metric_query {
    id          = "band"
    expression  = "ANOMALY_DETECTION_BAND(storage, 3)"
    label       = "Expected storage"
    return_data = true
  }

  metric_query {
    id          = "storage"
    return_data = true

    metric {
      namespace   = "AWS/RDS"
      metric_name = "FreeStorageSpace"
      dimensions  = { DBInstanceIdentifier = var.database_identifier }
      stat        = "Average"
      period      = 300
    }
  }
}

output "alarm_arns" {
  description = "ARNs of the alarms."
  value       = [for alarm in aws_cloudwatch_metric_alarm.database : alarm.arn]
}
