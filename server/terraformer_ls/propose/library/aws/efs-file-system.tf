# An encrypted EFS file system with mount targets, an access point and automatic backups.
# words: an efs file system | shared file storage with efs mount targets | an encrypted EFS file system with a mount target in every private subnet, an access point for uploads, cold files moved after 30 days and backups on

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
      team        = "editorial"
      environment = "production"
    }
  }
}

variable "subnet_ids" {
  type        = set(string)
  description = "Private subnets that mount the file system."
}

variable "security_group_id" {
  type        = string
  description = "Security group that allows NFS in."
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the files."
}

resource "aws_efs_file_system" "uploads" {
  creation_token   = "uploads"
  encrypted        = true
  kms_key_id       = var.kms_key_arn
  performance_mode = "generalPurpose"
  throughput_mode  = "elastic"

  lifecycle_policy {
    transition_to_ia = "AFTER_30_DAYS"
  }

  lifecycle_policy {
    transition_to_primary_storage_class = "AFTER_1_ACCESS"
  }

  tags = { Name = "uploads" }
}

resource "aws_efs_backup_policy" "uploads" {
  file_system_id = aws_efs_file_system.uploads.id

  backup_policy {
    status = "ENABLED"
  }
}

resource "aws_efs_mount_target" "uploads" {
  for_each        = var.subnet_ids
  file_system_id  = aws_efs_file_system.uploads.id
  subnet_id       = each.value
  security_groups = [var.security_group_id]
}

resource "aws_efs_access_point" "app" {
  file_system_id = aws_efs_file_system.uploads.id

  posix_user {
    uid = 1000
    gid = 1000
  }

  root_directory {
    path = "/app"

    creation_info {
      owner_uid   = 1000
      owner_gid   = 1000
      permissions = "0750"
    }
  }
}

output "file_system_id" {
  description = "ID to mount."
  value       = aws_efs_file_system.uploads.id
}

output "access_point_arn" {
  description = "Access point of the application."
  value       = aws_efs_access_point.app.arn
}
