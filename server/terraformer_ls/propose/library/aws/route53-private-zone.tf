# A private DNS zone for a VPC with records for the internal services.
# words: a private hosted zone in route53 | internal dns for a vpc | a Route 53 private zone internal.acme.io for two VPCs with CNAME records for a database, a cache and a queue broker

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
  description = "VPC that the zone belongs to."
}

variable "second_vpc_id" {
  type        = string
  description = "Another VPC that resolves the zone."
}

variable "services" {
  type        = map(string)
  description = "Target names by service."
  default     = { database = "orders.cluster-c1a2b3.eu-west-1.rds.amazonaws.com", cache = "sessions.a1b2c3.euw1.cache.amazonaws.com" }
}

resource "aws_route53_zone" "internal" {
  name    = "internal.acme.io"
  comment = "Names of the internal services"

  vpc {
    vpc_id = var.vpc_id
  }

  lifecycle {
    ignore_changes = [vpc]
  }
}

resource "aws_route53_zone_association" "second" {
  zone_id = aws_route53_zone.internal.zone_id
  vpc_id  = var.second_vpc_id
}

resource "aws_route53_record" "service" {
  for_each = var.services
  zone_id  = aws_route53_zone.internal.zone_id
  name     = each.key
  type     = "CNAME"
  ttl      = 60
  records  = [each.value]
}

output "zone_id" {
  description = "ID of the zone."
  value       = aws_route53_zone.internal.zone_id
}
