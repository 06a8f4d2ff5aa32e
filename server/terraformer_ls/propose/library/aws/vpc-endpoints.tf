# Private endpoints so that a VPC reaches S3, DynamoDB and Secrets Manager without the internet.
# words: vpc endpoints for s3 and dynamodb | private vpc endpoints | gateway endpoints for S3 and DynamoDB and interface endpoints for Secrets Manager, ECR and CloudWatch Logs with private DNS and an endpoint policy

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
  region = var.region
}

variable "region" {
  type        = string
  description = "AWS region to create the resources in."
  default     = "eu-west-1"
}

variable "vpc_id" {
  type        = string
  description = "VPC that gets the endpoints."
}

variable "subnet_ids" {
  type        = list(string)
  description = "Private subnets for the interface endpoints."
}

variable "route_table_ids" {
  type        = list(string)
  description = "Route tables for the gateway endpoints."
}

variable "security_group_id" {
  type        = string
  description = "Security group that allows HTTPS from the VPC."
}

locals {
  gateways   = toset(["s3", "dynamodb"])
  interfaces = toset(["secretsmanager", "ecr.api", "ecr.dkr", "logs"])
}

data "aws_caller_identity" "current" {}
resource "aws_vpc_endpoint" "gateway" {
  for_each          = local.gateways
  vpc_id            = var.vpc_id
  service_name      = "com.amazonaws.${var.region}.${each.value}"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = var.route_table_ids
}

resource "aws_vpc_endpoint" "interface" {
  for_each            = local.interfaces
  vpc_id              = var.vpc_id
  service_name        = "com.amazonaws.${var.region}.${each.value}"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = var.subnet_ids
  security_group_ids  = [var.security_group_id]
  private_dns_enabled = true
}

resource "aws_vpc_endpoint_policy" "secrets" {
  vpc_endpoint_id = aws_vpc_endpoint.interface["secretsmanager"].id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:root" }
      Action    = ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"]
      Resource  = "arn:aws:secretsmanager:${var.region}:${data.aws_caller_identity.current.account_id}:secret:*"
    }]
  })
}

output "interface_endpoint_ids" {
  description = "Interface endpoints by service."
  value       = { for name, endpoint in aws_vpc_endpoint.interface : name => endpoint.id }
}
