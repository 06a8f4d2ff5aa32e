# An encrypted Redshift cluster in a VPC with audit logs and TLS required.
# words: a redshift data warehouse | redshift cluster with logging and encryption | a two-node ra3 Redshift cluster in private subnets with KMS encryption, enhanced routing, TLS, audit logs in S3 and snapshots for 14 days

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
      team        = "analytics"
      environment = "production"
    }
  }
}

variable "subnet_ids" {
  type        = list(string)
  description = "Private subnets of the warehouse."
}

variable "security_group_id" {
  type        = string
  description = "Security group of the warehouse."
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the data."
}

variable "log_bucket" {
  type        = string
  description = "Bucket that receives the audit logs."
}

resource "aws_redshift_subnet_group" "warehouse" {
  name       = "warehouse"
  subnet_ids = var.subnet_ids
}

resource "aws_redshift_parameter_group" "warehouse" {
  name   = "warehouse"
  family = "redshift-2.0"

  parameter {
    name  = "require_ssl"
    value = "true"
  }

  parameter {
    name  = "enable_user_activity_logging"
    value = "true"
  }
}

resource "aws_redshift_cluster" "warehouse" {
  cluster_identifier                  = "warehouse"
  node_type                           = "ra3.large"
  cluster_type                        = "multi-node"
  number_of_nodes                     = 2
  database_name                       = "analytics"
  master_username                     = "warehouse_admin"
  manage_master_password              = true
  encrypted                           = true
  kms_key_id                          = var.kms_key_arn
  enhanced_vpc_routing                = true
  publicly_accessible                 = false
  allow_version_upgrade               = true
  automated_snapshot_retention_period = 14
  cluster_subnet_group_name           = aws_redshift_subnet_group.warehouse.name
  cluster_parameter_group_name        = aws_redshift_parameter_group.warehouse.name
  vpc_security_group_ids              = [var.security_group_id]
  final_snapshot_identifier           = "warehouse-final"
}

resource "aws_redshift_logging" "warehouse" {
  cluster_identifier   = aws_redshift_cluster.warehouse.id
  log_destination_type = "s3"
  bucket_name          = var.log_bucket
  s3_key_prefix        = "redshift/"
}

output "endpoint" {
  description = "Host and port of the warehouse."
  value       = aws_redshift_cluster.warehouse.endpoint
}
