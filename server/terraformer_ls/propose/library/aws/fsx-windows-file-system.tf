# A Windows file share on FSx in two zones, joined to a directory, with audit logs and backups.
# words: an fsx for windows file system | windows file share on aws | a Multi-AZ FSx for Windows file system with 500 GB SSD, joined to an AWS Managed Microsoft AD, encrypted, audited and backed up for 30 days

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
  description = "Two private subnets in different zones."
}

variable "vpc_id" {
  type        = string
  description = "VPC of the subnets."
}

variable "security_group_id" {
  type        = string
  description = "Security group that allows SMB in."
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the files."
}

variable "audit_log_group_arn" {
  type        = string
  description = "Log group that receives the audit events."
}

variable "directory_password" {
  type        = string
  description = "Password of the directory's administrator."
  sensitive   = true
}

resource "aws_directory_service_directory" "corp" {
  name       = "corp.acme.io"
  short_name = "CORP"
  password   = var.directory_password
  type       = "MicrosoftAD"
  edition    = "Standard"

  vpc_settings {
    vpc_id     = var.vpc_id
    subnet_ids = var.subnet_ids
  }
}

resource "aws_fsx_windows_file_system" "shares" {
  active_directory_id               = aws_directory_service_directory.corp.id
  deployment_type                   = "MULTI_AZ_1"
  storage_type                      = "SSD"
  storage_capacity                  = 500
  throughput_capacity               = 64
  subnet_ids                        = var.subnet_ids
  preferred_subnet_id               = var.subnet_ids[0]
  security_group_ids                = [var.security_group_id]
  kms_key_id                        = var.kms_key_arn
  automatic_backup_retention_days   = 30
  daily_automatic_backup_start_time = "02:00"
  copy_tags_to_backups              = true

  audit_log_configuration {
    audit_log_destination             = var.audit_log_group_arn
    file_access_audit_log_level       = "SUCCESS_AND_FAILURE"
    file_share_access_audit_log_level = "FAILURE_ONLY"
  }

  tags = { Name = "shares" }
}

output "dns_name" {
  description = "Name to mount."
  value       = aws_fsx_windows_file_system.shares.dns_name
}
