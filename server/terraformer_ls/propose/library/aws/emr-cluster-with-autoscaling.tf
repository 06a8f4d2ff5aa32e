# A private EMR cluster with encryption, managed scaling and termination when idle.
# words: an emr cluster with spark | hadoop cluster on aws emr | an EMR 7.5 cluster with Spark and Hive in a private subnet, encrypted disks and transport through a security configuration, managed scaling from 2 to 10 and termination when idle

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

variable "subnet_id" {
  type        = string
  description = "Private subnet of the cluster."
}

variable "security_groups" {
  type        = object({ primary = string, core = string, service = string })
  description = "Security groups of the nodes and the service."
}

variable "service_role_arn" {
  type        = string
  description = "Role of EMR."
}

variable "instance_profile_arn" {
  type        = string
  description = "Instance profile of the nodes."
}

variable "log_bucket" {
  type        = string
  description = "Bucket for logs."
  default     = "acme-emr-logs"
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts data and disks."
}

variable "certificates_object" {
  type        = string
  description = "Certificates for transport."
  default     = "s3://acme-emr-config/certificates.zip"
}

resource "aws_emr_security_configuration" "encrypted" {
  name = "encrypted"

  configuration = jsonencode({
    EncryptionConfiguration = {
      EnableInTransitEncryption = true
      EnableAtRestEncryption    = true
      InTransitEncryptionConfiguration = {
        TLSCertificateConfiguration = { CertificateProviderType = "PEM", S3Object = var.certificates_object }
      }
      AtRestEncryptionConfiguration = {
        S3EncryptionConfiguration        = { EncryptionMode = "SSE-KMS", AwsKmsKey = var.kms_key_arn }
        LocalDiskEncryptionConfiguration = { EncryptionKeyProviderType = "AwsKms", AwsKmsKey = var.kms_key_arn, EnableEbsEncryption = true }
      }
    }
  })
}

resource "aws_emr_cluster" "batch" {
  name                       = "batch"
  release_label              = "emr-7.5.0"
  applications               = ["Spark", "Hive"]
  service_role               = var.service_role_arn
  security_configuration     = aws_emr_security_configuration.encrypted.name
  log_uri                    = "s3://${var.log_bucket}/"
  termination_protection     = true
  unhealthy_node_replacement = true

  ec2_attributes {
    subnet_id                         = var.subnet_id
    instance_profile                  = var.instance_profile_arn
    emr_managed_master_security_group = var.security_groups.primary
    emr_managed_slave_security_group  = var.security_groups.core
    service_access_security_group     = var.security_groups.service
  }

  master_instance_group {
    instance_type = "m7g.xlarge"
  }

  core_instance_group {
    instance_type  = "m7g.xlarge"
    instance_count = 2
  }

  auto_termination_policy {
    idle_timeout = 3600
  }
}

resource "aws_emr_managed_scaling_policy" "batch" {
  cluster_id = aws_emr_cluster.batch.id

  compute_limits {
    unit_type              = "Instances"
    minimum_capacity_units = 2
    maximum_capacity_units = 10
  }
}

output "primary_dns" {
  description = "Name of the primary node."
  value       = aws_emr_cluster.batch.master_public_dns
}
