# A transit gateway with two attached VPCs, its own route table and a share to the organisation.
# words: a transit gateway connecting vpcs | transit gateway with vpc attachments | a transit gateway without default routes, attachments for a production and a shared VPC, a route table that joins them and a resource share

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

variable "production_vpc" {
  type        = object({ id = string, subnet_ids = list(string) })
  description = "Production VPC and its attachment subnets."
}

variable "shared_vpc" {
  type        = object({ id = string, subnet_ids = list(string) })
  description = "Shared services VPC and its attachment subnets."
}

variable "organization_arn" {
  type        = string
  description = "Organisation that the gateway is shared with."
}

locals {
  vpcs = {
    production = var.production_vpc
    shared     = var.shared_vpc
  }
}

resource "aws_ec2_transit_gateway" "core" {
  description                     = "Joins the VPCs of the organisation"
  auto_accept_shared_attachments  = "disable"
  default_route_table_association = "disable"
  default_route_table_propagation = "disable"
  dns_support                     = "enable"
}

resource "aws_ec2_transit_gateway_vpc_attachment" "vpc" {
  for_each                                        = local.vpcs
  transit_gateway_id                              = aws_ec2_transit_gateway.core.id
  vpc_id                                          = each.value.id
  subnet_ids                                      = each.value.subnet_ids
  transit_gateway_default_route_table_association = false
  transit_gateway_default_route_table_propagation = false
  tags                                            = { Name = each.key }
}

resource "aws_ec2_transit_gateway_route_table" "core" {
  transit_gateway_id = aws_ec2_transit_gateway.core.id
}

resource "aws_ec2_transit_gateway_route_table_association" "vpc" {
  for_each                       = local.vpcs
  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.vpc[each.key].id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.core.id
}

resource "aws_ec2_transit_gateway_route_table_propagation" "vpc" {
  for_each                       = local.vpcs
  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.vpc[each.key].id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.core.id
}

resource "aws_ram_resource_share" "core" {
  name                      = "transit-gateway"
  allow_external_principals = false
}

resource "aws_ram_resource_association" "core" {
  resource_arn       = aws_ec2_transit_gateway.core.arn
  resource_share_arn = aws_ram_resource_share.core.arn
}

resource "aws_ram_principal_association" "organization" {
  principal          = var.organization_arn
  resource_share_arn = aws_ram_resource_share.core.arn
}

output "transit_gateway_id" {
  description = "ID of the gateway."
  value       = aws_ec2_transit_gateway.core.id
}
