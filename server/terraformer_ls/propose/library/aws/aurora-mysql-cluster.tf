# An Aurora MySQL cluster with two instances, backtracking and auto scaling of readers.
# words: an aurora mysql cluster | aurora mysql with reader autoscaling | an encrypted Aurora MySQL 3 cluster with audit logs, a day of backtrack, two instances and up to four more readers at 60 percent CPU

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
  region = "us-west-2"

  default_tags {
    tags = {
      team        = "tickets"
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

variable "monitoring_role_arn" {
  type        = string
  description = "Role for enhanced monitoring."
}

resource "aws_rds_cluster" "tickets" {
  cluster_identifier                  = "tickets"
  engine                              = "aurora-mysql"
  engine_version                      = "8.0.mysql_aurora.3.08.0"
  database_name                       = "tickets"
  master_username                     = "tickets_admin"
  manage_master_user_password         = true
  storage_encrypted                   = true
  kms_key_id                          = var.kms_key_arn
  db_subnet_group_name                = var.subnet_group_name
  vpc_security_group_ids              = [var.security_group_id]
  iam_database_authentication_enabled = true
  backtrack_window                    = 86400
  backup_retention_period             = 14
  copy_tags_to_snapshot               = true
  deletion_protection                 = true
  enabled_cloudwatch_logs_exports     = ["audit", "error", "slowquery"]
  final_snapshot_identifier           = "tickets-final"
}

resource "aws_rds_cluster_instance" "tickets" {
  for_each                        = toset(["a", "b"])
  identifier                      = "tickets-${each.value}"
  cluster_identifier              = aws_rds_cluster.tickets.id
  engine                          = aws_rds_cluster.tickets.engine
  instance_class                  = "db.r7g.large"
  auto_minor_version_upgrade      = true
  monitoring_interval             = 60
  monitoring_role_arn             = var.monitoring_role_arn
  performance_insights_enabled    = true
  performance_insights_kms_key_id = var.kms_key_arn
}

resource "aws_appautoscaling_target" "readers" {
  service_namespace  = "rds"
  scalable_dimension = "rds:cluster:ReadReplicaCount"
  resource_id        = "cluster:${aws_rds_cluster.tickets.cluster_identifier}"
  min_capacity       = 1
  max_capacity       = 5
}

resource "aws_appautoscaling_policy" "readers" {
  name               = "readers-cpu"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.readers.service_namespace
  scalable_dimension = aws_appautoscaling_target.readers.scalable_dimension
  resource_id        = aws_appautoscaling_target.readers.resource_id

  target_tracking_scaling_policy_configuration {
    target_value = 60

    predefined_metric_specification {
      predefined_metric_type = "RDSReaderAverageCPUUtilization"
    }
  }
}

output "endpoint" {
  description = "Host that accepts writes."
  value       = aws_rds_cluster.tickets.endpoint
}
