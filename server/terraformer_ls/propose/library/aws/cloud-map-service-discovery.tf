# Names inside a VPC for ECS services, kept by Cloud Map.
# words: service discovery with cloud map | private dns namespace for ecs services | a private DNS namespace, a service per name with A records and a short TTL, and an HTTP namespace for Service Connect

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
  description = "VPC that resolves the names."
}

variable "services" {
  type        = set(string)
  description = "Services that register themselves."
  default     = ["orders", "stock", "pricing"]
}

resource "aws_service_discovery_private_dns_namespace" "internal" {
  name        = "svc.internal"
  description = "Names of the services"
  vpc         = var.vpc_id
}

resource "aws_service_discovery_service" "service" {
  for_each = var.services
  name     = each.value

  dns_config {
    namespace_id   = aws_service_discovery_private_dns_namespace.internal.id
    routing_policy = "MULTIVALUE"

    dns_records {
      type = "A"
      ttl  = 10
    }
  }
}

resource "aws_service_discovery_http_namespace" "connect" {
  name        = "connect"
  description = "For ECS Service Connect"
}

output "service_arns" {
  description = "Registries for ECS services."
  value       = { for name, service in aws_service_discovery_service.service : name => service.arn }
}

output "connect_namespace_arn" {
  description = "Namespace for Service Connect."
  value       = aws_service_discovery_http_namespace.connect.arn
}
