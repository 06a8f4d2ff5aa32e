# Resolver endpoints between a VPC and the office, with forwarding, a DNS firewall and query logs.
# words: route53 resolver endpoints to on premises dns | hybrid dns between vpc and office | an outbound Route 53 Resolver endpoint that forwards corp.acme.io to the office, a DNS firewall that blocks a list of domains and query logs

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

variable "vpc_id" {
  type        = string
  description = "VPC that resolves names."
}

variable "subnet_ids" {
  type        = list(string)
  description = "Two private subnets."
}

variable "security_group_id" {
  type        = string
  description = "Security group that allows DNS out."
}

variable "office_dns_servers" {
  type        = list(string)
  description = "DNS servers of the office."
  default     = ["192.168.10.53", "192.168.11.53"]
}

variable "log_group_arn" {
  type        = string
  description = "Log group that receives the queries."
}

resource "aws_route53_resolver_endpoint" "outbound" {
  name               = "to-office"
  direction          = "OUTBOUND"
  security_group_ids = [var.security_group_id]

  ip_address {
    subnet_id = var.subnet_ids[0]
  }

  ip_address {
    subnet_id = var.subnet_ids[1]
  }
}

resource "aws_route53_resolver_rule" "office" {
  name                 = "office"
  domain_name          = "corp.acme.io"
  rule_type            = "FORWARD"
  resolver_endpoint_id = aws_route53_resolver_endpoint.outbound.id

  dynamic "target_ip" {
    for_each = var.office_dns_servers

    content {
      ip = target_ip.value
    }
  }
}

resource "aws_route53_resolver_rule_association" "office" {
  resolver_rule_id = aws_route53_resolver_rule.office.id
  vpc_id           = var.vpc_id
}

resource "aws_route53_resolver_firewall_domain_list" "blocked" {
  name    = "blocked"
  domains = ["*.coin-miner.example.net.", "tracker.example.org."]
}

resource "aws_route53_resolver_firewall_rule_group" "main" {
  name = "main"
}

resource "aws_route53_resolver_firewall_rule" "blocked" {
  name                    = "blocked"
  firewall_rule_group_id  = aws_route53_resolver_firewall_rule_group.main.id
  firewall_domain_list_id = aws_route53_resolver_firewall_domain_list.blocked.id
  priority                = 100
  action                  = "BLOCK"
  block_response          = "NXDOMAIN"
}

resource "aws_route53_resolver_firewall_rule_group_association" "main" {
  name                   = "main"
  firewall_rule_group_id = aws_route53_resolver_firewall_rule_group.main.id
  vpc_id                 = var.vpc_id
  priority               = 101
}

resource "aws_route53_resolver_query_log_config" "main" {
  name            = "main"
  destination_arn = var.log_group_arn
}

resource "aws_route53_resolver_query_log_config_association" "main" {
  resolver_query_log_config_id = aws_route53_resolver_query_log_config.main.id
  resource_id                  = var.vpc_id
}

output "resolver_endpoint_id" {
  description = "ID of the endpoint."
  value       = aws_route53_resolver_endpoint.outbound.id
}
