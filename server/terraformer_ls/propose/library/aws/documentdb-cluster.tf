# A DocumentDB cluster with two instances, TLS, encryption and audit logs.
# words: a documentdb cluster | mongodb compatible database on aws | an encrypted DocumentDB 5.0 cluster with two instances in private subnets, TLS required, audit and profiler logs, backups for 14 days and deletion protection

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

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the data."
}

variable "instance_count" {
  type        = number
  description = "Number of instances, the first of which accepts writes."
  default     = 2
}

resource "aws_docdb_subnet_group" "articles" {
  name       = "articles"
  subnet_ids = var.subnet_ids
}

resource "aws_docdb_cluster_parameter_group" "articles" {
  name        = "articles"
  family      = "docdb5.0"
  description = "TLS and audit logs"

  parameter {
    name  = "tls"
    value = "enabled"
  }

  parameter {
    name  = "audit_logs"
    value = "enabled"
  }
}

resource "aws_docdb_cluster" "articles" {
  cluster_identifier              = "articles"
  engine                          = "docdb"
  engine_version                  = "5.0.0"
  master_username                 = "articles_admin"
  manage_master_user_password     = true
  storage_encrypted               = true
  kms_key_id                      = var.kms_key_arn
  db_subnet_group_name            = aws_docdb_subnet_group.articles.name
  db_cluster_parameter_group_name = aws_docdb_cluster_parameter_group.articles.name
  vpc_security_group_ids          = [var.security_group_id]
  enabled_cloudwatch_logs_exports = ["audit", "profiler"]
  backup_retention_period         = 14
  preferred_backup_window         = "01:00-02:00"
  deletion_protection             = true
  final_snapshot_identifier       = "articles-final"
}

resource "aws_docdb_cluster_instance" "articles" {
  count                      = var.instance_count
  identifier                 = "articles-${count.index}"
  cluster_identifier         = aws_docdb_cluster.articles.id
  instance_class             = "db.r6g.large"
  auto_minor_version_upgrade = true
}

output "endpoint" {
  description = "Host that accepts writes."
  value       = aws_docdb_cluster.articles.endpoint
}
