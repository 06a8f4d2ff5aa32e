# A DMS replication from an old MySQL server to Aurora with full load and changes.
# words: migrate a database with dms | dms replication instance, endpoints and task | a private Multi-AZ DMS replication instance, a MySQL source with TLS, an Aurora target with a secret, and a task that loads everything and then follows changes

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
  description = "Private subnets of the instance."
}

variable "security_group_id" {
  type        = string
  description = "Security group of the instance."
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the instance."
}

variable "source_secret_arn" {
  type        = string
  description = "Secret with the source's login."
}

variable "target_secret_arn" {
  type        = string
  description = "Secret with the target's login."
}

variable "secrets_role_arn" {
  type        = string
  description = "Role that reads the secrets."
}

variable "certificate_arn" {
  type        = string
  description = "DMS certificate of the source's authority."
}

resource "aws_dms_replication_subnet_group" "migration" {
  replication_subnet_group_id          = "tickets-migration"
  replication_subnet_group_description = "Migration of the ticket database"
  subnet_ids                           = var.subnet_ids
}

resource "aws_dms_replication_instance" "migration" {
  replication_instance_id     = "tickets-migration"
  replication_instance_class  = "dms.t3.medium"
  allocated_storage           = 100
  multi_az                    = true
  publicly_accessible         = false
  auto_minor_version_upgrade  = true
  kms_key_arn                 = var.kms_key_arn
  replication_subnet_group_id = aws_dms_replication_subnet_group.migration.id
  vpc_security_group_ids      = [var.security_group_id]
}

resource "aws_dms_endpoint" "source" {
  endpoint_id                     = "tickets-source"
  endpoint_type                   = "source"
  engine_name                     = "mysql"
  ssl_mode                        = "verify-ca"
  certificate_arn                 = var.certificate_arn
  kms_key_arn                     = var.kms_key_arn
  secrets_manager_arn             = var.source_secret_arn
  secrets_manager_access_role_arn = var.secrets_role_arn
}

resource "aws_dms_endpoint" "target" {
  endpoint_id                     = "tickets-target"
  endpoint_type                   = "target"
  engine_name                     = "aurora"
  ssl_mode                        = "verify-ca"
  certificate_arn                 = var.certificate_arn
  kms_key_arn                     = var.kms_key_arn
  secrets_manager_arn             = var.target_secret_arn
  secrets_manager_access_role_arn = var.secrets_role_arn
}

resource "aws_dms_replication_task" "tickets" {
  replication_task_id      = "tickets"
  migration_type           = "full-load-and-cdc"
  replication_instance_arn = aws_dms_replication_instance.migration.replication_instance_arn
  source_endpoint_arn      = aws_dms_endpoint.source.endpoint_arn
  target_endpoint_arn      = aws_dms_endpoint.target.endpoint_arn

  table_mappings = jsonencode({
    rules = [{
      rule-type      = "selection"
      rule-id        = "1"
      rule-name      = "tickets"
      rule-action    = "include"
      object-locator = { schema-name = "tickets", table-name = "%" }
    }]
  })
}

output "task_arn" {
  description = "ARN of the task."
  value       = aws_dms_replication_task.tickets.replication_task_arn
}
