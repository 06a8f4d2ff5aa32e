# An encrypted OpenSearch domain in a VPC with dedicated masters and audit logs.
# words: an opensearch domain | elasticsearch cluster in a vpc | an OpenSearch 2.17 domain in private subnets with three data nodes and three masters, encryption everywhere, fine-grained access and audit logs

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
      team        = "search"
      environment = "production"
    }
  }
}

variable "subnet_ids" {
  type        = list(string)
  description = "Three private subnets in different zones."
}

variable "security_group_id" {
  type        = string
  description = "Security group of the domain."
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the data."
}

variable "master_role_arn" {
  type        = string
  description = "Role that administers the domain."
}

variable "log_group_arn" {
  type        = string
  description = "Log group that OpenSearch may write to."
}

resource "aws_opensearch_domain" "search" {
  domain_name    = "product-search"
  engine_version = "OpenSearch_2.17"

  cluster_config {
    instance_type            = "m7g.large.search"
    instance_count           = 3
    dedicated_master_enabled = true
    dedicated_master_type    = "m7g.medium.search"
    dedicated_master_count   = 3
    zone_awareness_enabled   = true

    zone_awareness_config {
      availability_zone_count = 3
    }
  }

  ebs_options {
    ebs_enabled = true
    volume_type = "gp3"
    volume_size = 100
  }

  vpc_options {
    subnet_ids         = var.subnet_ids
    security_group_ids = [var.security_group_id]
  }

  encrypt_at_rest {
    enabled    = true
    kms_key_id = var.kms_key_arn
  }

  node_to_node_encryption {
    enabled = true
  }

  domain_endpoint_options {
    enforce_https       = true
    tls_security_policy = "Policy-Min-TLS-1-2-PFS-2023-10"
  }

  advanced_security_options {
    enabled                        = true
    internal_user_database_enabled = false

    master_user_options {
      master_user_arn = var.master_role_arn
    }
  }

  log_publishing_options {
    log_type                 = "AUDIT_LOGS"
    enabled                  = true
    cloudwatch_log_group_arn = var.log_group_arn
  }

  log_publishing_options {
    log_type                 = "INDEX_SLOW_LOGS"
    cloudwatch_log_group_arn = var.log_group_arn
  }
}

output "endpoint" {
  description = "Host of the domain."
  value       = aws_opensearch_domain.search.endpoint
}
