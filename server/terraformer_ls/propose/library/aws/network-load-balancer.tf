# An internal network load balancer that passes TLS traffic to instances across zones.
# words: an aws network load balancer | nlb with a tls listener | an internal NLB with a TLS listener on 443, cross-zone balancing, a TCP target group with health checks, access logs and deletion protection

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
  region = "us-east-2"

  default_tags {
    tags = {
      team        = "ingest"
      environment = "production"
    }
  }
}

variable "vpc_id" {
  type        = string
  description = "VPC of the targets."
}

variable "subnet_ids" {
  type        = list(string)
  description = "Subnets of the load balancer."
}

variable "certificate_arn" {
  type        = string
  description = "Certificate of the TLS listener."
}

variable "log_bucket" {
  type        = string
  description = "Bucket that receives the access logs."
}

variable "target_ids" {
  type        = set(string)
  description = "Instances that receive the traffic."
}

resource "aws_lb" "ingest" {
  name                             = "ingest"
  internal                         = true
  load_balancer_type               = "network"
  subnets                          = var.subnet_ids
  enable_cross_zone_load_balancing = true
  enable_deletion_protection       = true

  access_logs {
    bucket  = var.log_bucket
    prefix  = "ingest"
    enabled = true
  }
}

resource "aws_lb_target_group" "ingest" {
  name                 = "ingest"
  port                 = 9443
  protocol             = "TLS"
  vpc_id               = var.vpc_id
  deregistration_delay = 60

  health_check {
    protocol          = "TCP"
    healthy_threshold = 3
    interval          = 10
  }
}

resource "aws_lb_target_group_attachment" "ingest" {
  for_each         = var.target_ids
  target_group_arn = aws_lb_target_group.ingest.arn
  target_id        = each.value
  port             = 9443
}

resource "aws_lb_listener" "tls" {
  load_balancer_arn = aws_lb.ingest.arn
  port              = 443
  protocol          = "TLS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = var.certificate_arn

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.ingest.arn
  }
}

output "dns_name" {
  description = "Name that senders connect to."
  value       = aws_lb.ingest.dns_name
}
