# A public DNS zone with signed answers, query logging and records for a website and its mail.
# words: a route53 zone with records | dns zone with a, cname and mx records | a Route 53 public hosted zone with DNSSEC, query logs, an A record for the site, a www CNAME and MX records

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

variable "domain" {
  type        = string
  description = "Domain of the zone."
  default     = "northwind.coffee"
}

variable "site_address" {
  type        = string
  description = "Address of the website."
  default     = "203.0.113.20"
}

variable "signing_key_arn" {
  type        = string
  description = "Asymmetric KMS key in us-east-1 for DNSSEC."
}

variable "query_log_group_arn" {
  type        = string
  description = "Log group that receives the queries."
}

resource "aws_route53_zone" "main" {
  name    = var.domain
  comment = "Public zone of the coffee shop"
}

resource "aws_route53_query_log" "main" {
  zone_id                  = aws_route53_zone.main.zone_id
  cloudwatch_log_group_arn = var.query_log_group_arn
}

resource "aws_route53_key_signing_key" "main" {
  hosted_zone_id             = aws_route53_zone.main.zone_id
  key_management_service_arn = var.signing_key_arn
  name                       = "main"
}

resource "aws_route53_hosted_zone_dnssec" "main" {
  hosted_zone_id = aws_route53_key_signing_key.main.hosted_zone_id
}

resource "aws_route53_record" "site" {
  zone_id = aws_route53_zone.main.zone_id
  name    = var.domain
  type    = "A"
  ttl     = 300
  records = [var.site_address]
}

resource "aws_route53_record" "www" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "www"
  type    = "CNAME"
  ttl     = 300
  records = [var.domain]
}

resource "aws_route53_record" "mail" {
  zone_id = aws_route53_zone.main.zone_id
  name    = var.domain
  type    = "MX"
  ttl     = 3600
  records = ["10 mx1.mail-host.net", "20 mx2.mail-host.net"]
}

output "name_servers" {
  description = "Servers to enter at the registrar."
  value       = aws_route53_zone.main.name_servers
}
