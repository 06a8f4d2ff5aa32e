# A Fargate service behind an application load balancer, with security groups for both.
# words: an ecs fargate service behind a load balancer | fargate with alb and security groups | an ECS Fargate service of three tasks in private subnets behind an existing HTTPS listener by host name, a target group with health checks and security groups that let only the load balancer in

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
      team        = "shop"
      environment = "production"
    }
  }
}

variable "vpc_id" {
  type        = string
  description = "VPC of the service."
}

variable "subnet_ids" {
  type        = list(string)
  description = "Private subnets of the tasks."
}

variable "cluster_arn" {
  type        = string
  description = "ECS cluster of the service."
}

variable "task_definition_arn" {
  type        = string
  description = "Task definition whose container api listens on 8443."
}

variable "listener_arn" {
  type        = string
  description = "HTTPS listener of the load balancer."
}

variable "load_balancer_security_group_id" {
  type        = string
  description = "Security group of the load balancer."
}

resource "aws_security_group" "tasks" {
  name        = "booking-tasks"
  description = "Tasks of the booking service"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "from_load_balancer" {
  security_group_id            = aws_security_group.tasks.id
  description                  = "HTTPS from the load balancer"
  referenced_security_group_id = var.load_balancer_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 8443
  to_port                      = 8443
}

resource "aws_vpc_security_group_egress_rule" "https" {
  security_group_id = aws_security_group.tasks.id
  description       = "HTTPS to AWS services"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_lb_target_group" "booking" {
  name                 = "booking"
  port                 = 8443
  protocol             = "HTTPS"
  target_type          = "ip"
  vpc_id               = var.vpc_id
  deregistration_delay = 30

  health_check {
    path     = "/healthz"
    protocol = "HTTPS"
    interval = 15
  }
}

resource "aws_lb_listener_rule" "booking" {
  listener_arn = var.listener_arn
  priority     = 100

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.booking.arn
  }

  condition {
    host_header {
      values = ["book.acme.io"]
    }
  }
}

resource "aws_ecs_service" "booking" {
  name                              = "booking"
  cluster                           = var.cluster_arn
  task_definition                   = var.task_definition_arn
  desired_count                     = 3
  launch_type                       = "FARGATE"
  platform_version                  = "LATEST"
  propagate_tags                    = "SERVICE"
  health_check_grace_period_seconds = 60

  network_configuration {
    subnets          = var.subnet_ids
    security_groups  = [aws_security_group.tasks.id]
    assign_public_ip = false
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.booking.arn
    container_name   = "api"
    container_port   = 8443
  }

  depends_on = [aws_lb_listener_rule.booking]
}

output "service_id" {
  description = "ID of the service."
  value       = aws_ecs_service.booking.id
}
