# A network ACL that lets a data subnet talk to the application subnets only.
# words: a network acl for a subnet | nacl with ingress and egress rules | a network ACL for database subnets that allows PostgreSQL from the application network and the answers back, and denies the rest

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
  description = "VPC of the subnets."
}

variable "application_cidr" {
  type        = string
  description = "Network of the applications."
  default     = "10.20.0.0/20"
}

resource "aws_subnet" "database" {
  count             = 2
  vpc_id            = var.vpc_id
  cidr_block        = cidrsubnet("10.20.32.0/20", 4, count.index)
  availability_zone = ["eu-west-1a", "eu-west-1b"][count.index]
  tags              = { Name = "database-${count.index}" }
}

resource "aws_network_acl" "database" {
  vpc_id     = var.vpc_id
  subnet_ids = aws_subnet.database[*].id
  tags       = { Name = "database" }
}

resource "aws_network_acl_rule" "postgres_in" {
  network_acl_id = aws_network_acl.database.id
  rule_number    = 100
  egress         = false
  protocol       = "tcp"
  rule_action    = "allow"
  cidr_block     = var.application_cidr
  from_port      = 5432
  to_port        = 5432
}

resource "aws_network_acl_rule" "answers_out" {
  network_acl_id = aws_network_acl.database.id
  rule_number    = 100
  egress         = true
  protocol       = "tcp"
  rule_action    = "allow"
  cidr_block     = var.application_cidr
  from_port      = 1024
  to_port        = 65535
}

output "network_acl_id" {
  description = "ID of the list."
  value       = aws_network_acl.database.id
}
