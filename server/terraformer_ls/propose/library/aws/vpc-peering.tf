# A peering connection between an application VPC and a data VPC, with routes in both directions.
# words: vpc peering between two vpcs | peering connection with routes | a peering connection between two existing VPCs in the same account and region, accepted automatically, with DNS resolution and routes on both sides

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

variable "application_vpc_id" {
  type        = string
  description = "VPC of the applications."
}

variable "data_vpc_id" {
  type        = string
  description = "VPC of the databases."
}

variable "application_route_table_ids" {
  type        = set(string)
  description = "Route tables of the applications' subnets."
}

variable "data_route_table_ids" {
  type        = set(string)
  description = "Route tables of the databases' subnets."
}

data "aws_vpc" "application" {
  id = var.application_vpc_id
}

data "aws_vpc" "data" {
  id = var.data_vpc_id
}

resource "aws_vpc_peering_connection" "data" {
  vpc_id      = var.application_vpc_id
  peer_vpc_id = var.data_vpc_id
  auto_accept = true

  requester {
    allow_remote_vpc_dns_resolution = true
  }

  accepter {
    allow_remote_vpc_dns_resolution = true
  }

  tags = { Name = "application-to-data" }
}

resource "aws_route" "to_data" {
  for_each                  = var.application_route_table_ids
  route_table_id            = each.value
  destination_cidr_block    = data.aws_vpc.data.cidr_block
  vpc_peering_connection_id = aws_vpc_peering_connection.data.id
}

resource "aws_route" "to_application" {
  for_each                  = var.data_route_table_ids
  route_table_id            = each.value
  destination_cidr_block    = data.aws_vpc.application.cidr_block
  vpc_peering_connection_id = aws_vpc_peering_connection.data.id
}

output "peering_connection_id" {
  description = "ID of the connection."
  value       = aws_vpc_peering_connection.data.id
}
