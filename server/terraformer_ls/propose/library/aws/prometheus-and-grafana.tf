# A Prometheus workspace with an alert rule, a Grafana workspace and tracing rules.
# words: managed prometheus and grafana on aws | amp workspace and grafana workspace | an Amazon Managed Prometheus workspace with our key, logs and one recording and alert rule file, a Grafana workspace with single sign-on and an X-Ray group for slow requests

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

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the metrics."
}

variable "log_group_arn" {
  type        = string
  description = "Log group of the workspace."
}

variable "grafana_role_arn" {
  type        = string
  description = "Role that Grafana reads with."
}

variable "admin_group_id" {
  type        = string
  description = "Group that administers Grafana."
}

resource "aws_prometheus_workspace" "main" {
  alias       = "main"
  kms_key_arn = var.kms_key_arn

  logging_configuration {
    log_group_arn = "${var.log_group_arn}:*"
  }
}

resource "aws_prometheus_rule_group_namespace" "services" {
  name         = "services"
  workspace_id = aws_prometheus_workspace.main.id

  data = yamlencode({
    groups = [{
      name = "errors"
      rules = [
        { record = "service:errors:rate5m", expr = "sum by (service) (rate(http_errors_total[5m]))" },
        { alert = "ManyErrors", expr = "service:errors:rate5m > 5", for = "10m" },
      ]
    }]
  })
}

resource "aws_grafana_workspace" "main" {
  name                     = "main"
  account_access_type      = "CURRENT_ACCOUNT"
  authentication_providers = ["AWS_SSO"]
  permission_type          = "SERVICE_MANAGED"
  role_arn                 = var.grafana_role_arn
  data_sources             = ["PROMETHEUS", "CLOUDWATCH", "XRAY"]
}

resource "aws_grafana_role_association" "administrators" {
  workspace_id = aws_grafana_workspace.main.id
  role         = "ADMIN"
  group_ids    = [var.admin_group_id]
}

resource "aws_xray_group" "slow" {
  group_name        = "slow-requests"
  filter_expression = "responsetime > 2"

  insights_configuration {
    insights_enabled      = true
    notifications_enabled = true
  }
}

resource "aws_xray_sampling_rule" "checkout" {
  rule_name      = "checkout"
  priority       = 100
  version        = 1
  reservoir_size = 5
  fixed_rate     = 0.2
  service_name   = "checkout"
  service_type   = "*"
  host           = "*"
  http_method    = "*"
  url_path       = "*"
  resource_arn   = "*"
}

output "prometheus_endpoint" {
  description = "Address to write metrics to."
  value       = aws_prometheus_workspace.main.prometheus_endpoint
}
