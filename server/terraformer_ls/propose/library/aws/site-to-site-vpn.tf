# A site-to-site VPN from the office to a VPC, with strong tunnel settings and logs.
# words: a site to site vpn | vpn connection to the office | a VPN from the office's router to a VPC over a virtual private gateway, with IKEv2, AES-256, SHA2 and a static route to 192.168.0.0/16

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
  description = "VPC that the office reaches."
}

variable "office_address" {
  type        = string
  description = "Public address of the office's router."
  default     = "198.51.100.7"
}

variable "log_group_arn" {
  type        = string
  description = "Log group of the tunnels."
}

resource "aws_customer_gateway" "office" {
  bgp_asn    = 65010
  ip_address = var.office_address
  type       = "ipsec.1"
  tags       = { Name = "office" }
}

resource "aws_vpn_gateway" "main" {
  vpc_id = var.vpc_id
  tags   = { Name = "main" }
}

resource "aws_vpn_connection" "office" {
  customer_gateway_id = aws_customer_gateway.office.id
  vpn_gateway_id      = aws_vpn_gateway.main.id
  type                = "ipsec.1"
  static_routes_only  = true

  tunnel1_ike_versions                 = ["ikev2"]
  tunnel1_phase1_encryption_algorithms = ["AES256-GCM-16"]
  tunnel1_phase1_integrity_algorithms  = ["SHA2-384"]
  tunnel1_phase1_dh_group_numbers      = [20]
  tunnel2_ike_versions                 = ["ikev2"]
  tunnel2_phase1_encryption_algorithms = ["AES256-GCM-16"]
  tunnel2_phase1_integrity_algorithms  = ["SHA2-384"]
  tunnel2_phase1_dh_group_numbers      = [20]

  tunnel1_log_options {
    cloudwatch_log_options {
      log_enabled   = true
      log_group_arn = var.log_group_arn
    }
  }

  tunnel2_log_options {
    cloudwatch_log_options {
      log_enabled   = true
      log_group_arn = var.log_group_arn
    }
  }
}

resource "aws_vpn_connection_route" "office" {
  vpn_connection_id      = aws_vpn_connection.office.id
  destination_cidr_block = "192.168.0.0/16"
}

output "tunnel_addresses" {
  description = "Addresses for the office's router."
  value       = [aws_vpn_connection.office.tunnel1_address, aws_vpn_connection.office.tunnel2_address]
}
