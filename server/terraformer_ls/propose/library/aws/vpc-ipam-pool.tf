# An address plan for an organisation with IPAM, from which VPCs take their ranges.
# words: aws ipam pool for vpc cidr ranges | ip address management with vpc ipam | an IPAM over two regions with a top pool 10.0.0.0/8, a regional pool of 10.64.0.0/12 and a VPC whose /20 range comes from it

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

variable "flow_log_bucket_arn" {
  type        = string
  description = "Bucket that receives the flow logs."
}

resource "aws_vpc_ipam" "main" {
  description = "Addresses of the organisation"

  operating_regions {
    region_name = "eu-west-1"
  }

  operating_regions {
    region_name = "eu-central-1"
  }
}

resource "aws_vpc_ipam_pool" "top" {
  address_family = "ipv4"
  ipam_scope_id  = aws_vpc_ipam.main.private_default_scope_id
  description    = "Everything"
}

resource "aws_vpc_ipam_pool_cidr" "top" {
  ipam_pool_id = aws_vpc_ipam_pool.top.id
  cidr         = "10.0.0.0/8"
}

resource "aws_vpc_ipam_pool" "ireland" {
  address_family                    = "ipv4"
  ipam_scope_id                     = aws_vpc_ipam.main.private_default_scope_id
  source_ipam_pool_id               = aws_vpc_ipam_pool.top.id
  locale                            = "eu-west-1"
  allocation_default_netmask_length = 20
}

resource "aws_vpc_ipam_pool_cidr" "ireland" {
  ipam_pool_id = aws_vpc_ipam_pool.ireland.id
  cidr         = "10.64.0.0/12"

  depends_on = [aws_vpc_ipam_pool_cidr.top]
}

resource "aws_vpc" "apps" {
  ipv4_ipam_pool_id   = aws_vpc_ipam_pool.ireland.id
  ipv4_netmask_length = 20
  tags                = { Name = "apps" }

  depends_on = [aws_vpc_ipam_pool_cidr.ireland]
}

resource "aws_default_security_group" "closed" {
  vpc_id = aws_vpc.apps.id
}

resource "aws_flow_log" "apps" {
  vpc_id               = aws_vpc.apps.id
  traffic_type         = "ALL"
  log_destination_type = "s3"
  log_destination      = var.flow_log_bucket_arn
}

output "vpc_cidr" {
  description = "Range that the VPC was given."
  value       = aws_vpc.apps.cidr_block
}
