# Two security groups, one for the web tier and one for the database that only the web tier may reach.
# words: security groups for a web tier and a database | security group that allows only the app to reach postgres | two security groups with separate rules: HTTPS from a load balancer into the web tier, and port 5432 from the web tier into the database

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
  description = "VPC of the groups."
}

variable "load_balancer_security_group_id" {
  type        = string
  description = "Security group of the load balancer."
}

resource "aws_security_group" "web" {
  name        = "shop-web"
  description = "Web tier of the shop"
  vpc_id      = var.vpc_id

  tags = { Name = "shop-web" }
}

resource "aws_security_group" "database" {
  name        = "shop-database"
  description = "Database of the shop"
  vpc_id      = var.vpc_id

  tags = { Name = "shop-database" }
}

resource "aws_vpc_security_group_ingress_rule" "web_https" {
  security_group_id            = aws_security_group.web.id
  description                  = "HTTPS from the load balancer"
  referenced_security_group_id = var.load_balancer_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
}

resource "aws_vpc_security_group_egress_rule" "web_database" {
  security_group_id            = aws_security_group.web.id
  description                  = "PostgreSQL to the database"
  referenced_security_group_id = aws_security_group.database.id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}

resource "aws_vpc_security_group_ingress_rule" "database" {
  security_group_id            = aws_security_group.database.id
  description                  = "PostgreSQL from the web tier"
  referenced_security_group_id = aws_security_group.web.id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}

resource "aws_network_interface" "web" {
  subnet_id       = var.subnet_id
  security_groups = [aws_security_group.web.id]
}

resource "aws_network_interface" "database" {
  subnet_id       = var.subnet_id
  security_groups = [aws_security_group.database.id]
}

variable "subnet_id" {
  type        = string
  description = "Subnet of the two network interfaces."
}

output "web_security_group_id" {
  description = "Group for the web servers."
  value       = aws_security_group.web.id
}

output "database_security_group_id" {
  description = "Group for the database."
  value       = aws_security_group.database.id
}
