# A SQL Server instance on RDS joined to a directory, with an option group for backups to S3.
# words: an rds sql server database | sql server standard edition on rds | a Multi-AZ SQL Server 2022 Standard RDS instance joined to a managed directory, encrypted, TLS forced, native backups to S3 through an option group and agent logs

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
      team        = "erp"
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

variable "backup_role_arn" {
  type        = string
  description = "Role that writes backups to S3."
}

variable "directory" {
  type        = object({ id = string, role_name = string })
  description = "Directory that users log in with."
}

resource "aws_db_option_group" "erp" {
  name                     = "erp-sqlserver"
  option_group_description = "Native backups to S3"
  engine_name              = "sqlserver-se"
  major_engine_version     = "16.00"

  option {
    option_name = "SQLSERVER_BACKUP_RESTORE"

    option_settings {
      name  = "IAM_ROLE_ARN"
      value = var.backup_role_arn
    }
  }
}

resource "aws_db_parameter_group" "erp" {
  name   = "erp-sqlserver"
  family = "sqlserver-se-16.0"

  parameter {
    name         = "rds.force_ssl"
    value        = "1"
    apply_method = "pending-reboot"
  }
}

resource "aws_db_instance" "erp" {
  identifier                      = "erp"
  engine                          = "sqlserver-se"
  engine_version                  = "16.00.4165.4.v1"
  instance_class                  = "db.m6i.xlarge"
  license_model                   = "license-included"
  allocated_storage               = 200
  max_allocated_storage           = 1000
  storage_type                    = "gp3"
  storage_encrypted               = true
  kms_key_id                      = var.kms_key_arn
  username                        = "erp_admin"
  manage_master_user_password     = true
  multi_az                        = true
  publicly_accessible             = false
  db_subnet_group_name            = var.subnet_group_name
  parameter_group_name            = aws_db_parameter_group.erp.name
  option_group_name               = aws_db_option_group.erp.name
  vpc_security_group_ids          = [var.security_group_id]
  domain                          = var.directory.id
  domain_iam_role_name            = var.directory.role_name
  backup_retention_period         = 14
  copy_tags_to_snapshot           = true
  deletion_protection             = true
  auto_minor_version_upgrade      = true
  enabled_cloudwatch_logs_exports = ["agent", "error"]
  monitoring_interval             = 60
  monitoring_role_arn             = var.monitoring_role_arn
  performance_insights_enabled    = true
  performance_insights_kms_key_id = var.kms_key_arn
  final_snapshot_identifier       = "erp-final"
}

output "endpoint" {
  description = "Host and port of the database."
  value       = aws_db_instance.erp.endpoint
}
