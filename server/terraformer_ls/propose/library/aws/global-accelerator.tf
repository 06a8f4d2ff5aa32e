# A global accelerator in front of load balancers in two regions.
# words: aws global accelerator for two regions | static anycast ip addresses for load balancers | a Global Accelerator with flow logs, a TLS listener and endpoint groups in Ireland and Virginia that shift traffic by health

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
  region = "us-west-2"
}

variable "load_balancers" {
  type        = map(string)
  description = "Load balancer of each region."
  default     = { "eu-west-1" = "arn:aws:elasticloadbalancing:eu-west-1:210987654321:loadbalancer/app/web/0f1e2d3c4b5a6978", "us-east-1" = "arn:aws:elasticloadbalancing:us-east-1:210987654321:loadbalancer/app/web/8796a5b4c3d2e1f0" }
}

variable "flow_log_bucket" {
  type        = string
  description = "Bucket that receives the flow logs."
}

resource "aws_globalaccelerator_accelerator" "web" {
  name            = "web"
  ip_address_type = "DUAL_STACK"
  enabled         = true

  attributes {
    flow_logs_enabled   = true
    flow_logs_s3_bucket = var.flow_log_bucket
    flow_logs_s3_prefix = "web/"
  }
}

resource "aws_globalaccelerator_listener" "tls" {
  accelerator_arn = aws_globalaccelerator_accelerator.web.arn
  protocol        = "TCP"
  client_affinity = "SOURCE_IP"

  port_range {
    from_port = 443
    to_port   = 443
  }
}

resource "aws_globalaccelerator_endpoint_group" "region" {
  for_each                      = var.load_balancers
  listener_arn                  = aws_globalaccelerator_listener.tls.arn
  endpoint_group_region         = each.key
  health_check_protocol         = "HTTPS"
  health_check_port             = 443
  health_check_path             = "/healthz"
  health_check_interval_seconds = 10

  endpoint_configuration {
    endpoint_id                    = each.value
    weight                         = 100
    client_ip_preservation_enabled = true
  }
}

output "addresses" {
  description = "Static addresses."
  value       = aws_globalaccelerator_accelerator.web.ip_sets[*].ip_addresses
}
