# Listener rules that route paths and host names of one load balancer to different services.
# words: alb listener rules by path and host | route /api to another target group | listener rules on an existing HTTPS listener: /api to the API service, admin host name to the admin service with a login, everything else answered with 404

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

variable "listener_arn" {
  type        = string
  description = "HTTPS listener of the load balancer."
}

variable "vpc_id" {
  type        = string
  description = "VPC of the services."
}

variable "user_pool_arn" {
  type        = string
  description = "Cognito user pool of the administrators."
}

variable "user_pool_client_id" {
  type        = string
  description = "Client of the user pool."
}

variable "user_pool_domain" {
  type        = string
  description = "Domain of the user pool."
}

locals {
  services = {
    api   = 8443
    admin = 9443
  }
}

resource "aws_lb_target_group" "service" {
  for_each    = local.services
  name        = "routing-${each.key}"
  port        = each.value
  protocol    = "HTTPS"
  target_type = "ip"
  vpc_id      = var.vpc_id

  health_check {
    path     = "/status"
    protocol = "HTTPS"
  }
}

resource "aws_lb_listener_rule" "api" {
  listener_arn = var.listener_arn
  priority     = 10

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.service["api"].arn
  }

  condition {
    path_pattern {
      values = ["/api/*"]
    }
  }
}

resource "aws_lb_listener_rule" "admin" {
  listener_arn = var.listener_arn
  priority     = 20

  action {
    type = "authenticate-cognito"

    authenticate_cognito {
      user_pool_arn       = var.user_pool_arn
      user_pool_client_id = var.user_pool_client_id
      user_pool_domain    = var.user_pool_domain
    }
  }

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.service["admin"].arn
  }

  condition {
    host_header {
      values = ["admin.acme.io"]
    }
  }
}

output "target_group_arns" {
  description = "Target groups by service."
  value       = { for name, group in aws_lb_target_group.service : name => group.arn }
}
