# A DAX cluster that caches a DynamoDB table.
# words: a dax cluster for dynamodb | dynamodb accelerator cache | a three-node DAX cluster in private subnets with encryption at rest and TLS, a parameter group with short TTLs and a role for one table

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

variable "subnet_ids" {
  type        = list(string)
  description = "Private subnets of the cluster."
}

variable "security_group_id" {
  type        = string
  description = "Security group of the cluster."
}

variable "table_arn" {
  type        = string
  description = "Table that is cached."
  default     = "arn:aws:dynamodb:eu-west-1:210987654321:table/orders"
}

data "aws_iam_policy_document" "dax" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["dax.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "table" {
  statement {
    actions   = ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:PutItem", "dynamodb:DescribeTable"]
    resources = [var.table_arn, "${var.table_arn}/index/*"]
  }
}

resource "aws_iam_role" "dax" {
  name               = "orders-dax"
  assume_role_policy = data.aws_iam_policy_document.dax.json
}

resource "aws_iam_role_policy" "dax" {
  name   = "orders-table"
  role   = aws_iam_role.dax.id
  policy = data.aws_iam_policy_document.table.json
}

resource "aws_dax_subnet_group" "orders" {
  name       = "orders"
  subnet_ids = var.subnet_ids
}

resource "aws_dax_parameter_group" "orders" {
  name = "orders"

  parameters {
    name  = "query-ttl-millis"
    value = "60000"
  }

  parameters {
    name  = "record-ttl-millis"
    value = "300000"
  }
}

resource "aws_dax_cluster" "orders" {
  cluster_name                     = "orders"
  node_type                        = "dax.t3.small"
  replication_factor               = 3
  iam_role_arn                     = aws_iam_role.dax.arn
  subnet_group_name                = aws_dax_subnet_group.orders.name
  parameter_group_name             = aws_dax_parameter_group.orders.name
  security_group_ids               = [var.security_group_id]
  cluster_endpoint_encryption_type = "TLS"

  server_side_encryption {
    enabled = true
  }
}

output "address" {
  description = "Address for the client."
  value       = aws_dax_cluster.orders.cluster_address
}
