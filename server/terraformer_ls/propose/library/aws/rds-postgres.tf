# A PostgreSQL database on RDS, encrypted, highly available, with its password managed by RDS.
# words: a postgres database on aws rds | rds postgres, encrypted and multi-az | a production PostgreSQL 16 RDS instance in private subnets with Multi-AZ, encryption, automated backups, enhanced monitoring and a managed master password

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
      team        = "orders"
      environment = "production"
    }
  }
}

variable "subnet_ids" {
  type        = list(string)
  description = "Private subnets for the database, in at least two zones."
}

variable "security_group_ids" {
  type        = list(string)
  description = "Security groups that allow the applications in."
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the storage and the performance data."
}

resource "aws_db_subnet_group" "orders" {
  name       = "orders"
  subnet_ids = var.subnet_ids
}

resource "aws_db_parameter_group" "orders" {
  name   = "orders-postgres16"
  family = "postgres16"

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

data "aws_iam_policy_document" "monitoring" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["monitoring.rds.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "monitoring" {
  name               = "orders-database-monitoring"
  assume_role_policy = data.aws_iam_policy_document.monitoring.json
}

resource "aws_iam_role_policy_attachment" "monitoring" {
  role       = aws_iam_role.monitoring.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"
}

resource "aws_db_instance" "orders" {
  identifier                          = "orders"
  engine                              = "postgres"
  engine_version                      = "16.8"
  instance_class                      = "db.t4g.medium"
  db_name                             = "orders"
  username                            = "orders_admin"
  manage_master_user_password         = true
  allocated_storage                   = 50
  max_allocated_storage               = 200
  storage_type                        = "gp3"
  storage_encrypted                   = true
  kms_key_id                          = var.kms_key_arn
  multi_az                            = true
  publicly_accessible                 = false
  db_subnet_group_name                = aws_db_subnet_group.orders.name
  parameter_group_name                = aws_db_parameter_group.orders.name
  vpc_security_group_ids              = var.security_group_ids
  iam_database_authentication_enabled = true
  backup_retention_period             = 14
  copy_tags_to_snapshot               = true
  deletion_protection                 = true
  auto_minor_version_upgrade          = true
  enabled_cloudwatch_logs_exports     = ["postgresql", "upgrade"]
  performance_insights_enabled        = true
  performance_insights_kms_key_id     = var.kms_key_arn
  monitoring_interval                 = 60
  monitoring_role_arn                 = aws_iam_role.monitoring.arn
  final_snapshot_identifier           = "orders-final"
}

output "endpoint" {
  description = "Host and port of the database."
  value       = aws_db_instance.orders.endpoint
}
