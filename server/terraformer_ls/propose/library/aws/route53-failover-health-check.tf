# DNS failover from a primary to a standby site, decided by a health check with an alarm.
# words: route53 failover routing with a health check | dns failover between two regions | failover records for www that send users to a standby load balancer when the HTTPS health check of the primary fails three times

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

variable "zone_id" {
  type        = string
  description = "Zone of the site."
}

variable "primary" {
  type        = object({ dns_name = string, zone_id = string })
  description = "Load balancer of the primary site."
}

variable "standby" {
  type        = object({ dns_name = string, zone_id = string })
  description = "Load balancer of the standby site."
}

variable "alert_topic_arn" {
  type        = string
  description = "Topic that hears of the failover."
}

resource "aws_route53_health_check" "primary" {
  fqdn              = "origin.trailmap.app"
  type              = "HTTPS"
  port              = 443
  resource_path     = "/healthz"
  failure_threshold = 3
  request_interval  = 30
  tags              = { Name = "primary-site" }
}

resource "aws_cloudwatch_metric_alarm" "primary" {
  alarm_name          = "primary-site-down"
  alarm_description   = "The primary site does not answer its health check"
  namespace           = "AWS/Route53"
  metric_name         = "HealthCheckStatus"
  statistic           = "Minimum"
  period              = 60
  evaluation_periods  = 2
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  alarm_actions       = [var.alert_topic_arn]
  dimensions          = { HealthCheckId = aws_route53_health_check.primary.id }
}

resource "aws_route53_record" "primary" {
  zone_id         = var.zone_id
  name            = "www"
  type            = "AAAA"
  set_identifier  = "primary"
  health_check_id = aws_route53_health_check.primary.id

  failover_routing_policy {
    type = "PRIMARY"
  }

  alias {
    name                   = var.primary.dns_name
    zone_id                = var.primary.zone_id
    evaluate_target_health = true
  }
}

resource "aws_route53_record" "standby" {
  zone_id        = var.zone_id
  name           = "www"
  type           = "AAAA"
  set_identifier = "standby"

  failover_routing_policy {
    type = "SECONDARY"
  }

  alias {
    name                   = var.standby.dns_name
    zone_id                = var.standby.zone_id
    evaluate_target_health = true
  }
}

output "health_check_id" {
  description = "ID of the health check."
  value       = aws_route53_health_check.primary.id
}
