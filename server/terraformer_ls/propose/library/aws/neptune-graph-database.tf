# A Neptune graph database with IAM login, encryption and audit logs.
# words: a neptune graph database | neptune cluster with iam authentication | an encrypted Neptune cluster with a writer and a reader, IAM authentication, audit logs in CloudWatch, backups for a week and deletion protection

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

resource "aws_neptune_subnet_group" "fraud" {
  name       = "fraud-graph"
  subnet_ids = var.subnet_ids
}

resource "aws_neptune_cluster_parameter_group" "fraud" {
  name   = "fraud-graph"
  family = "neptune1.3"

  parameter {
    name  = "neptune_enable_audit_log"
    value = "1"
  }
}

resource "aws_neptune_cluster" "fraud" {
  cluster_identifier                   = "fraud-graph"
  engine                               = "neptune"
  engine_version                       = "1.3.4.0"
  storage_encrypted                    = true
  kms_key_arn                          = var.kms_key_arn
  iam_database_authentication_enabled  = true
  neptune_subnet_group_name            = aws_neptune_subnet_group.fraud.name
  neptune_cluster_parameter_group_name = aws_neptune_cluster_parameter_group.fraud.name
  vpc_security_group_ids               = [var.security_group_id]
  enable_cloudwatch_logs_exports       = ["audit"]
  backup_retention_period              = 7
  copy_tags_to_snapshot                = true
  deletion_protection                  = true
  final_snapshot_identifier            = "fraud-graph-final"
}

resource "aws_neptune_cluster_instance" "fraud" {
  for_each                   = toset(["writer", "reader"])
  identifier                 = "fraud-graph-${each.value}"
  cluster_identifier         = aws_neptune_cluster.fraud.id
  instance_class             = "db.r6g.large"
  publicly_accessible        = false
  auto_minor_version_upgrade = true
}

output "endpoint" {
  description = "Host that accepts writes."
  value       = aws_neptune_cluster.fraud.endpoint
}
