# A WAF rule group for CloudFront that admits only the offices to the admin pages.
# words: waf rule that blocks a path except for office ips | wafv2 ip set and rule group | a CLOUDFRONT-scoped WAF rule group that blocks every request to /admin that does not come from an IP set of office networks

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

variable "office_networks" {
  type        = list(string)
  description = "Networks that may open the admin pages."
  default     = ["198.51.100.0/28"]
}

resource "aws_wafv2_ip_set" "offices" {
  name               = "offices"
  scope              = "CLOUDFRONT"
  ip_address_version = "IPV4"
  addresses          = var.office_networks
}

resource "aws_wafv2_rule_group" "admin" {
  name     = "admin-pages"
  scope    = "CLOUDFRONT"
  capacity = 50

  rule {
    name     = "offices-only"
    priority = 1

    action {
      block {}
    }

    statement {
      and_statement {
        statement {
          byte_match_statement {
            search_string         = "/admin"
            positional_constraint = "STARTS_WITH"

            field_to_match {
              uri_path {}
            }

            text_transformation {
              priority = 0
              type     = "LOWERCASE"
            }
          }
        }

        statement {
          not_statement {
            statement {
              ip_set_reference_statement {
                arn = aws_wafv2_ip_set.offices.arn
              }
            }
          }
        }
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "admin-pages"
      sampled_requests_enabled   = true
    }
  }

  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = "admin-pages"
    sampled_requests_enabled   = true
  }
}

output "rule_group_arn" {
  description = "Rule group for web ACLs."
  value       = aws_wafv2_rule_group.admin.arn
}
