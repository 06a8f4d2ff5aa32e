# A MySQL database on RDS with audit logs, encryption and a standby in another zone.
# words: an rds mysql database on aws | mysql 8 rds instance | a Multi-AZ MySQL 8.4 RDS instance for a content management system, encrypted, with slow query logs, minor upgrades on and daily backups kept for 7 days

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
      team        = "content"
      environment = "production"
    }
  }
}

variable "subnet_group_name" {
  type        = string
  description = "Subnet group of the database."
}

variable "security_group_id" {
  type        = string
  description = "Security group of the database."
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the data."
}

variable "monitoring_role_arn" {
  type        = string
  description = "Role for enhanced monitoring."
}

resource "aws_db_parameter_group" "cms" {
  name   = "cms-mysql84"
  family = "mysql8.4"

  parameter {
    name  = "require_secure_transport"
    value = "1"
  }

  parameter {
    name  = "slow_query_log"
    value = "1"
  }

  parameter {
    name  = "long_query_time"
    value = "2"
  }
}

resource "aws_db_instance" "cms" {
  identifier                          = "cms"
  engine                              = "mysql"
  engine_version                      = "8.4.5"
  instance_class                      = "db.m7g.large"
  allocated_storage                   = 100
  storage_type                        = "gp3"
  storage_encrypted                   = true
  kms_key_id                          = var.kms_key_arn
  db_name                             = "cms"
  username                            = "cms_admin"
  manage_master_user_password         = true
  multi_az                            = true
  publicly_accessible                 = false
  db_subnet_group_name                = var.subnet_group_name
  parameter_group_name                = aws_db_parameter_group.cms.name
  vpc_security_group_ids              = [var.security_group_id]
  iam_database_authentication_enabled = true
  backup_retention_period             = 7
  backup_window                       = "02:00-03:00"
  maintenance_window                  = "sun:04:00-sun:05:00"
  copy_tags_to_snapshot               = true
  deletion_protection                 = true
  auto_minor_version_upgrade          = true
  enabled_cloudwatch_logs_exports     = ["audit", "error", "general", "slowquery"]
  monitoring_interval                 = 30
  monitoring_role_arn                 = var.monitoring_role_arn
  performance_insights_enabled        = true
  performance_insights_kms_key_id     = var.kms_key_arn
  final_snapshot_identifier           = "cms-final"
}

output "address" {
  description = "Host name of the database."
  value       = aws_db_instance.cms.address
}

output "secret_arn" {
  description = "Secret with the master password."
  value       = aws_db_instance.cms.master_user_secret[0].secret_arn
}
