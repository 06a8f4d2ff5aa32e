# A read replica of a PostgreSQL instance for reports, and notifications about failures.
# words: an rds read replica | postgres replica with event notifications | an encrypted read replica of an existing Postgres instance in its own class, with performance insights, and an event subscription for failures and low storage to SNS

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

variable "source_identifier" {
  type        = string
  description = "Instance that is replicated."
  default     = "orders"
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts performance data."
}

variable "monitoring_role_arn" {
  type        = string
  description = "Role for enhanced monitoring."
}

variable "topic_arn" {
  type        = string
  description = "Topic that hears of failures."
}

resource "aws_db_parameter_group" "reports" {
  name   = "orders-reports-postgres16"
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
    value = "5000"
  }
}

resource "aws_db_instance" "reports" {
  identifier                          = "orders-reports"
  replicate_source_db                 = var.source_identifier
  instance_class                      = "db.r7g.large"
  parameter_group_name                = aws_db_parameter_group.reports.name
  storage_encrypted                   = true
  multi_az                            = true
  publicly_accessible                 = false
  auto_minor_version_upgrade          = true
  copy_tags_to_snapshot               = true
  deletion_protection                 = true
  skip_final_snapshot                 = true
  iam_database_authentication_enabled = true
  enabled_cloudwatch_logs_exports     = ["postgresql", "upgrade"]
  performance_insights_enabled        = true
  performance_insights_kms_key_id     = var.kms_key_arn
  monitoring_interval                 = 60
  monitoring_role_arn                 = var.monitoring_role_arn
}

resource "aws_db_event_subscription" "failures" {
  name             = "database-failures"
  sns_topic        = var.topic_arn
  source_type      = "db-instance"
  source_ids       = [aws_db_instance.reports.identifier]
  event_categories = ["failure", "failover", "low storage", "availability"]
}

output "reports_endpoint" {
  description = "Host and port for reports."
  value       = aws_db_instance.reports.endpoint
}
