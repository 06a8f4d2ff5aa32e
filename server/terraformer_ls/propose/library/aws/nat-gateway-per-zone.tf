# One NAT gateway in each zone, so that private subnets survive the loss of a zone.
# words: a nat gateway in every availability zone | highly available nat for private subnets | an Elastic IP and a NAT gateway per public subnet from a map, a route table for each zone and associations of the private subnets

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
      team        = "network"
      environment = "production"
    }
  }
}

variable "vpc_id" {
  type        = string
  description = "VPC of the subnets."
}

variable "subnets" {
  type        = map(object({ public = string, private = string }))
  description = "Public and private subnet of each zone."
}

resource "aws_eip" "nat" {
  for_each = var.subnets
  domain   = "vpc"
  tags     = { Name = "nat-${each.key}" }
}

resource "aws_nat_gateway" "zone" {
  for_each          = var.subnets
  allocation_id     = aws_eip.nat[each.key].id
  subnet_id         = each.value.public
  connectivity_type = "public"
  tags              = { Name = each.key }
}

resource "aws_route_table" "private" {
  for_each = var.subnets
  vpc_id   = var.vpc_id
  tags     = { Name = "private-${each.key}" }
}

resource "aws_route" "internet" {
  for_each               = var.subnets
  route_table_id         = aws_route_table.private[each.key].id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.zone[each.key].id
}

resource "aws_route_table_association" "private" {
  for_each       = var.subnets
  subnet_id      = each.value.private
  route_table_id = aws_route_table.private[each.key].id
}

output "egress_addresses" {
  description = "Addresses that partners can allow."
  value       = { for zone, address in aws_eip.nat : zone => address.public_ip }
}
