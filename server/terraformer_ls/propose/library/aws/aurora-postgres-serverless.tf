# An Aurora PostgreSQL cluster that scales by itself, with a writer and a reader.
# words: an aurora serverless v2 postgres cluster | aurora cluster with two instances | an encrypted Aurora PostgreSQL Serverless v2 cluster from 0.5 to 8 capacity units with a reader, IAM login, backups for 14 days and query logs

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
      team        = "catalog"
      environment = "production"
    }
  }
}

variable "subnet_group_name" {
  type        = string
  description = "Subnet group of the cluster."
}

variable "security_group_id" {
  type        = string
  description = "Security group of the cluster."
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the data."
}

resource "aws_rds_cluster_parameter_group" "catalog" {
  name   = "catalog"
  family = "aurora-postgresql16"

  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }

  parameter {
    name  = "log_statement"
    value = "ddl"
  }

  parameter {
    name  = "log_min_duration_statement"
    value = "500"
  }
}

resource "aws_rds_cluster" "catalog" {
  cluster_identifier                  = "catalog"
  engine                              = "aurora-postgresql"
  engine_version                      = "16.6"
  engine_mode                         = "provisioned"
  database_name                       = "catalog"
  master_username                     = "catalog_admin"
  manage_master_user_password         = true
  master_user_secret_kms_key_id       = var.kms_key_arn
  storage_encrypted                   = true
  kms_key_id                          = var.kms_key_arn
  db_subnet_group_name                = var.subnet_group_name
  db_cluster_parameter_group_name     = aws_rds_cluster_parameter_group.catalog.name
  vpc_security_group_ids              = [var.security_group_id]
  iam_database_authentication_enabled = true
  backup_retention_period             = 14
  copy_tags_to_snapshot               = true
  deletion_protection                 = true
  enabled_cloudwatch_logs_exports     = ["postgresql"]
  final_snapshot_identifier           = "catalog-final"

  serverlessv2_scaling_configuration {
    min_capacity = 0.5
    max_capacity = 8
  }
}

resource "aws_rds_cluster_instance" "catalog" {
  count                           = 2
  identifier                      = "catalog-${count.index}"
  cluster_identifier              = aws_rds_cluster.catalog.id
  engine                          = aws_rds_cluster.catalog.engine
  engine_version                  = aws_rds_cluster.catalog.engine_version
  instance_class                  = "db.serverless"
  auto_minor_version_upgrade      = true
  performance_insights_enabled    = true
  performance_insights_kms_key_id = var.kms_key_arn
  monitoring_interval             = 60
  monitoring_role_arn             = var.monitoring_role_arn
}

variable "monitoring_role_arn" {
  type        = string
  description = "Role for enhanced monitoring."
}

output "writer_endpoint" {
  description = "Host that accepts writes."
  value       = aws_rds_cluster.catalog.endpoint
}

output "reader_endpoint" {
  description = "Host that answers reads."
  value       = aws_rds_cluster.catalog.reader_endpoint
}
