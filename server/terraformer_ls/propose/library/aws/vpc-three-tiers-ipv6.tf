# A dual-stack VPC with web, application and data subnets, an egress-only gateway and a prefix list.
# words: a vpc with ipv6 and three tiers | dual stack vpc with egress only internet gateway | a dual-stack VPC with application and data subnets in two zones made from one map, an egress-only gateway for IPv6, DHCP options and a managed prefix list of the offices

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
  region = "eu-central-1"
}

variable "flow_log_bucket_arn" {
  type        = string
  description = "Bucket that receives the flow logs."
}

locals {
  subnets = {
    app-a  = { zone = "eu-central-1a", index = 0 }
    app-b  = { zone = "eu-central-1b", index = 1 }
    data-a = { zone = "eu-central-1a", index = 8 }
    data-b = { zone = "eu-central-1b", index = 9 }
  }
}

resource "aws_vpc" "main" {
  cidr_block                       = "10.90.0.0/16"
  assign_generated_ipv6_cidr_block = true
  enable_dns_support               = true
  enable_dns_hostnames             = true
  tags                             = { Name = "dual-stack" }
}

resource "aws_default_security_group" "closed" {
  vpc_id = aws_vpc.main.id
}

resource "aws_flow_log" "main" {
  vpc_id               = aws_vpc.main.id
  traffic_type         = "REJECT"
  log_destination_type = "s3"
  log_destination      = var.flow_log_bucket_arn
}

resource "aws_subnet" "tier" {
  for_each                        = local.subnets
  vpc_id                          = aws_vpc.main.id
  availability_zone               = each.value.zone
  cidr_block                      = cidrsubnet(aws_vpc.main.cidr_block, 8, each.value.index)
  ipv6_cidr_block                 = cidrsubnet(aws_vpc.main.ipv6_cidr_block, 8, each.value.index)
  assign_ipv6_address_on_creation = true
  tags                            = { Name = each.key }
}

resource "aws_egress_only_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}

resource "aws_route_table" "private" {
  vpc_id = aws_vpc.main.id

  route {
    ipv6_cidr_block        = "::/0"
    egress_only_gateway_id = aws_egress_only_internet_gateway.main.id
  }
}

resource "aws_route_table_association" "tier" {
  for_each       = local.subnets
  subnet_id      = aws_subnet.tier[each.key].id
  route_table_id = aws_route_table.private.id
}

resource "aws_vpc_dhcp_options" "internal" {
  domain_name         = "internal.acme.io"
  domain_name_servers = ["AmazonProvidedDNS"]
}

resource "aws_vpc_dhcp_options_association" "internal" {
  vpc_id          = aws_vpc.main.id
  dhcp_options_id = aws_vpc_dhcp_options.internal.id
}

resource "aws_ec2_managed_prefix_list" "offices" {
  name           = "offices"
  address_family = "IPv4"
  max_entries    = 10

  entry {
    cidr        = "198.51.100.0/28"
    description = "Berlin"
  }
}

output "subnet_ids" {
  description = "Subnets by name."
  value       = { for name, subnet in aws_subnet.tier : name => subnet.id }
}
