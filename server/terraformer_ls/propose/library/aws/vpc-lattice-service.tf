# A VPC Lattice network with one service that routes by path and admits one role.
# words: vpc lattice service network | service to service networking with vpc lattice | a VPC Lattice service network with IAM authorisation for one VPC, a service with an HTTPS listener, a target group of a Lambda function, a path rule and access logs

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
  description = "VPC whose clients call the service."
}

variable "security_group_id" {
  type        = string
  description = "Security group of the association."
}

variable "function_arn" {
  type        = string
  description = "Function that answers."
}

variable "caller_role_arn" {
  type        = string
  description = "Role that may call the service."
}

variable "log_group_arn" {
  type        = string
  description = "Log group that receives the access logs."
}

resource "aws_vpclattice_service_network" "internal" {
  name      = "internal"
  auth_type = "AWS_IAM"
}

resource "aws_vpclattice_service_network_vpc_association" "clients" {
  vpc_identifier             = var.vpc_id
  service_network_identifier = aws_vpclattice_service_network.internal.id
  security_group_ids         = [var.security_group_id]
}

resource "aws_vpclattice_service" "stock" {
  name      = "stock"
  auth_type = "AWS_IAM"
}

resource "aws_vpclattice_service_network_service_association" "stock" {
  service_identifier         = aws_vpclattice_service.stock.id
  service_network_identifier = aws_vpclattice_service_network.internal.id
}

resource "aws_vpclattice_target_group" "stock" {
  name = "stock-function"
  type = "LAMBDA"
}

resource "aws_vpclattice_target_group_attachment" "stock" {
  target_group_identifier = aws_vpclattice_target_group.stock.id

  target {
    id = var.function_arn
  }
}

resource "aws_vpclattice_listener" "https" {
  name               = "https"
  protocol           = "HTTPS"
  service_identifier = aws_vpclattice_service.stock.id

  default_action {
    fixed_response {
      status_code = 404
    }
  }
}

resource "aws_vpclattice_listener_rule" "items" {
  name                = "items"
  listener_identifier = aws_vpclattice_listener.https.listener_id
  service_identifier  = aws_vpclattice_service.stock.id
  priority            = 10

  match {
    http_match {
      path_match {
        match {
          prefix = "/items"
        }
      }
    }
  }

  action {
    forward {
      target_groups {
        target_group_identifier = aws_vpclattice_target_group.stock.id
      }
    }
  }
}

resource "aws_vpclattice_auth_policy" "stock" {
  resource_identifier = aws_vpclattice_service.stock.arn

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = var.caller_role_arn }
      Action    = "vpc-lattice-svcs:Invoke"
      Resource  = "*"
    }]
  })
}

resource "aws_vpclattice_access_log_subscription" "stock" {
  resource_identifier = aws_vpclattice_service.stock.id
  destination_arn     = var.log_group_arn
}

output "service_domain" {
  description = "Name of the service."
  value       = aws_vpclattice_service.stock.dns_entry[0].domain_name
}
