# A network firewall that lets a VPC reach a list of domains only.
# words: an aws network firewall with a domain allow list | filter outgoing traffic of a vpc | a Network Firewall in two subnets with a strict policy, a stateful rule group of allowed domains, our key, deletion protection and alert and flow logs

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
  description = "VPC that the firewall guards."
}

variable "subnet_ids" {
  type        = set(string)
  description = "Firewall subnets, one in each zone."
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts rules and logs."
}

variable "allowed_domains" {
  type        = list(string)
  description = "Domains that may be reached."
  default     = [".amazonaws.com", ".ubuntu.com", "github.com"]
}

resource "aws_networkfirewall_rule_group" "domains" {
  name     = "allowed-domains"
  type     = "STATEFUL"
  capacity = 100

  rule_group {
    rules_source {
      rules_source_list {
        generated_rules_type = "ALLOWLIST"
        target_types         = ["TLS_SNI", "HTTP_HOST"]
        targets              = var.allowed_domains
      }
    }

    stateful_rule_options {
      rule_order = "STRICT_ORDER"
    }
  }

  encryption_configuration {
    type   = "CUSTOMER_KMS"
    key_id = var.kms_key_arn
  }
}

resource "aws_networkfirewall_firewall_policy" "strict" {
  name = "strict"

  firewall_policy {
    stateless_default_actions          = ["aws:forward_to_sfe"]
    stateless_fragment_default_actions = ["aws:drop"]
    stateful_default_actions           = ["aws:drop_established", "aws:alert_established"]

    stateful_engine_options {
      rule_order = "STRICT_ORDER"
    }

    stateful_rule_group_reference {
      priority     = 1
      resource_arn = aws_networkfirewall_rule_group.domains.arn
    }
  }

  encryption_configuration {
    type   = "CUSTOMER_KMS"
    key_id = var.kms_key_arn
  }
}

resource "aws_networkfirewall_firewall" "egress" {
  name                = "egress"
  vpc_id              = var.vpc_id
  firewall_policy_arn = aws_networkfirewall_firewall_policy.strict.arn
  delete_protection   = true

  dynamic "subnet_mapping" {
    for_each = var.subnet_ids

    content {
      subnet_id = subnet_mapping.value
    }
  }

  encryption_configuration {
    type   = "CUSTOMER_KMS"
    key_id = var.kms_key_arn
  }
}

resource "aws_cloudwatch_log_group" "alerts" {
  name              = "/network-firewall/egress"
  retention_in_days = 365
  kms_key_id        = var.kms_key_arn
}

resource "aws_networkfirewall_logging_configuration" "egress" {
  firewall_arn = aws_networkfirewall_firewall.egress.arn

  logging_configuration {
    log_destination_config {
      log_type             = "ALERT"
      log_destination_type = "CloudWatchLogs"
      log_destination      = { logGroup = aws_cloudwatch_log_group.alerts.name }
    }
  }
}

output "firewall_arn" {
  description = "ARN of the firewall."
  value       = aws_networkfirewall_firewall.egress.arn
}
