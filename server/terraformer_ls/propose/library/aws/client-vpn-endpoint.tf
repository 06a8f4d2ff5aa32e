# A client VPN for the staff with single sign-on and split tunnel.
# words: an aws client vpn endpoint | vpn for remote employees on aws | a Client VPN with SAML login, split tunnel, connection logs, one associated subnet and access for the engineering group to the VPC's network

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

variable "server_certificate_arn" {
  type        = string
  description = "Certificate of the endpoint."
}

variable "saml_provider_arn" {
  type        = string
  description = "SAML provider that users log in with."
}

variable "vpc_id" {
  type        = string
  description = "VPC that the staff reach."
}

variable "subnet_id" {
  type        = string
  description = "Subnet of the endpoint."
}

variable "security_group_id" {
  type        = string
  description = "Security group of the endpoint."
}

variable "engineering_group_id" {
  type        = string
  description = "Group of the identity provider."
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the logs."
}

resource "aws_cloudwatch_log_group" "connections" {
  name              = "/vpn/connections"
  retention_in_days = 365
  kms_key_id        = var.kms_key_arn
}

resource "aws_ec2_client_vpn_endpoint" "staff" {
  description            = "Staff at home and on the road"
  server_certificate_arn = var.server_certificate_arn
  client_cidr_block      = "10.240.0.0/20"
  split_tunnel           = true
  session_timeout_hours  = 10
  vpc_id                 = var.vpc_id
  security_group_ids     = [var.security_group_id]

  authentication_options {
    type              = "federated-authentication"
    saml_provider_arn = var.saml_provider_arn
  }

  connection_log_options {
    enabled              = true
    cloudwatch_log_group = aws_cloudwatch_log_group.connections.name
  }
}

resource "aws_ec2_client_vpn_network_association" "private" {
  client_vpn_endpoint_id = aws_ec2_client_vpn_endpoint.staff.id
  subnet_id              = var.subnet_id
}

resource "aws_ec2_client_vpn_authorization_rule" "engineering" {
  client_vpn_endpoint_id = aws_ec2_client_vpn_endpoint.staff.id
  target_network_cidr    = "10.20.0.0/16"
  access_group_id        = var.engineering_group_id
  description            = "Engineers reach the application network"
}

output "dns_name" {
  description = "Name in the client's configuration."
  value       = aws_ec2_client_vpn_endpoint.staff.dns_name
}
