# An RDS proxy that pools connections from Lambda functions to a PostgreSQL instance.
# words: an rds proxy in front of a database | rds proxy for lambda connections | an RDS proxy with TLS required and IAM login that reads the password from Secrets Manager and pools connections to an existing Postgres instance

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

variable "database_identifier" {
  type        = string
  description = "Database behind the proxy."
  default     = "orders"
}

variable "secret_arn" {
  type        = string
  description = "Secret with the user and the password."
}

variable "secret_key_arn" {
  type        = string
  description = "Key that encrypts the secret."
}

variable "subnet_ids" {
  type        = list(string)
  description = "Private subnets of the proxy."
}

variable "security_group_ids" {
  type        = list(string)
  description = "Security groups of the proxy."
}

data "aws_iam_policy_document" "proxy" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["rds.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "secret" {
  statement {
    actions   = ["secretsmanager:GetSecretValue"]
    resources = [var.secret_arn]
  }

  statement {
    actions   = ["kms:Decrypt"]
    resources = [var.secret_key_arn]
  }
}

resource "aws_iam_role" "proxy" {
  name               = "orders-proxy"
  assume_role_policy = data.aws_iam_policy_document.proxy.json
}

resource "aws_iam_role_policy" "proxy" {
  name   = "read-secret"
  role   = aws_iam_role.proxy.id
  policy = data.aws_iam_policy_document.secret.json
}

resource "aws_db_proxy" "orders" {
  name                   = "orders"
  engine_family          = "POSTGRESQL"
  role_arn               = aws_iam_role.proxy.arn
  require_tls            = true
  idle_client_timeout    = 900
  vpc_subnet_ids         = var.subnet_ids
  vpc_security_group_ids = var.security_group_ids

  auth {
    auth_scheme = "SECRETS"
    iam_auth    = "REQUIRED"
    secret_arn  = var.secret_arn
  }
}

resource "aws_db_proxy_default_target_group" "orders" {
  db_proxy_name = aws_db_proxy.orders.name

  connection_pool_config {
    max_connections_percent   = 80
    connection_borrow_timeout = 60
  }
}

resource "aws_db_proxy_target" "orders" {
  db_proxy_name          = aws_db_proxy.orders.name
  target_group_name      = aws_db_proxy_default_target_group.orders.name
  db_instance_identifier = var.database_identifier
}

output "endpoint" {
  description = "Host that the functions connect to."
  value       = aws_db_proxy.orders.endpoint
}
