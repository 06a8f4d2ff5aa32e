# A serverless Valkey cache with a user that may run a few commands only.
# words: elasticache serverless cache | valkey serverless with users | a serverless Valkey cache in private subnets limited to 10 GB and 5000 units a second, with a user group, daily snapshots and our key

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
  description = "Private subnets of the cache."
}

variable "security_group_id" {
  type        = string
  description = "Security group of the cache."
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the data."
}

resource "aws_elasticache_user" "catalog" {
  user_id       = "catalog"
  user_name     = "catalog"
  engine        = "valkey"
  access_string = "on ~catalog:* -@all +@read +@write +@connection"

  authentication_mode {
    type = "iam"
  }
}

resource "aws_elasticache_user_group" "catalog" {
  user_group_id = "catalog"
  engine        = "valkey"
  user_ids      = [aws_elasticache_user.catalog.user_id]
}

resource "aws_elasticache_serverless_cache" "catalog" {
  name                     = "catalog"
  description              = "Cached pages of the catalogue"
  engine                   = "valkey"
  major_engine_version     = "8"
  kms_key_id               = var.kms_key_arn
  subnet_ids               = var.subnet_ids
  security_group_ids       = [var.security_group_id]
  user_group_id            = aws_elasticache_user_group.catalog.user_group_id
  snapshot_retention_limit = 7
  daily_snapshot_time      = "03:00"

  cache_usage_limits {
    data_storage {
      maximum = 10
      unit    = "GB"
    }

    ecpu_per_second {
      maximum = 5000
    }
  }
}

output "endpoint" {
  description = "Addresses of the cache."
  value       = aws_elasticache_serverless_cache.catalog.endpoint
}
