# An internal application load balancer with HTTPS, a redirect from HTTP, access logs and a web ACL.
# words: an aws application load balancer with https | alb with target group and listeners | an internal ALB with a TLS 1.3 listener, HTTP redirected to HTTPS, health checks, access logs to S3 and a WAF attached

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

  default_tags {
    tags = {
      team        = "web"
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

variable "security_group_id" {
  type        = string
  description = "Security group of the load balancer."
}

variable "certificate_arn" {
  type        = string
  description = "Certificate for the HTTPS listener."
}

variable "log_bucket" {
  type        = string
  description = "Bucket that receives the access logs."
}

variable "web_acl_arn" {
  type        = string
  description = "Web ACL that filters the requests."
}

resource "aws_lb" "web" {
  name                       = "web"
  internal                   = true
  load_balancer_type         = "application"
  security_groups            = [var.security_group_id]
  subnets                    = var.subnet_ids
  drop_invalid_header_fields = true
  enable_deletion_protection = true

  access_logs {
    bucket  = var.log_bucket
    prefix  = "web"
    enabled = true
  }
}

resource "aws_wafv2_web_acl_association" "web" {
  resource_arn = aws_lb.web.arn
  web_acl_arn  = var.web_acl_arn
}

resource "aws_lb_target_group" "web" {
  name        = "web"
  port        = 8443
  protocol    = "HTTPS"
  target_type = "ip"
  vpc_id      = var.vpc_id

  health_check {
    path     = "/healthz"
    protocol = "HTTPS"
    matcher  = "200"
  }
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.web.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = var.certificate_arn

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }
}

resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.web.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type = "redirect"

    redirect {
      port        = "443"
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}

output "dns_name" {
  description = "Name to point DNS records at."
  value       = aws_lb.web.dns_name
}
