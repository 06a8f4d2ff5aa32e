# An Aurora database with a second cluster in another region.
# words: an aurora global database in two regions | cross region aurora postgres | an encrypted Aurora PostgreSQL global database with a primary cluster in Ireland and a secondary one in Frankfurt, each with its own key and IAM login

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
      team        = "accounts"
      environment = "production"
    }
  }
}

provider "aws" {
  alias  = "frankfurt"
  region = "eu-central-1"

  default_tags {
    tags = {
      team        = "accounts"
      environment = "production"
    }
  }
}

variable "primary" {
  type        = object({ subnet_group = string, security_group_id = string, kms_key_arn = string })
  description = "Where the primary cluster runs."
}

variable "secondary" {
  type        = object({ subnet_group = string, security_group_id = string, kms_key_arn = string })
  description = "Where the secondary cluster runs."
}

resource "aws_rds_global_cluster" "accounts" {
  global_cluster_identifier = "accounts"
  engine                    = "aurora-postgresql"
  engine_version            = "16.6"
  database_name             = "accounts"
  storage_encrypted         = true
  deletion_protection       = true
}

resource "aws_rds_cluster_parameter_group" "primary" {
  name   = "accounts"
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
    value = "1000"
  }
}

resource "aws_rds_cluster" "primary" {
  cluster_identifier                  = "accounts-primary"
  global_cluster_identifier           = aws_rds_global_cluster.accounts.id
  engine                              = aws_rds_global_cluster.accounts.engine
  engine_version                      = aws_rds_global_cluster.accounts.engine_version
  database_name                       = "accounts"
  master_username                     = "accounts_admin"
  manage_master_user_password         = true
  storage_encrypted                   = true
  kms_key_id                          = var.primary.kms_key_arn
  db_subnet_group_name                = var.primary.subnet_group
  db_cluster_parameter_group_name     = aws_rds_cluster_parameter_group.primary.name
  vpc_security_group_ids              = [var.primary.security_group_id]
  iam_database_authentication_enabled = true
  backup_retention_period             = 14
  copy_tags_to_snapshot               = true
  deletion_protection                 = true
  enabled_cloudwatch_logs_exports     = ["postgresql"]
  final_snapshot_identifier           = "accounts-primary-final"
}

resource "aws_rds_cluster_parameter_group" "secondary" {
  provider = aws.frankfurt
  name     = "accounts"
  family   = "aurora-postgresql16"

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
    value = "1000"
  }
}

resource "aws_rds_cluster" "secondary" {
  provider                            = aws.frankfurt
  cluster_identifier                  = "accounts-secondary"
  global_cluster_identifier           = aws_rds_global_cluster.accounts.id
  engine                              = aws_rds_global_cluster.accounts.engine
  engine_version                      = aws_rds_global_cluster.accounts.engine_version
  storage_encrypted                   = true
  kms_key_id                          = var.secondary.kms_key_arn
  db_subnet_group_name                = var.secondary.subnet_group
  db_cluster_parameter_group_name     = aws_rds_cluster_parameter_group.secondary.name
  vpc_security_group_ids              = [var.secondary.security_group_id]
  iam_database_authentication_enabled = true
  backup_retention_period             = 14
  copy_tags_to_snapshot               = true
  deletion_protection                 = true
  enabled_cloudwatch_logs_exports     = ["postgresql"]
  skip_final_snapshot                 = true

  lifecycle {
    ignore_changes = [replication_source_identifier]
  }
}

output "writer_endpoint" {
  description = "Host that accepts writes."
  value       = aws_rds_cluster.primary.endpoint
}
