# A Redis replication group with failover over two zones, encryption and an access token.
# words: an elasticache redis cluster | redis with replication and encryption | an ElastiCache Redis 7 replication group for sessions with one replica, automatic failover, encryption at rest and in transit, a token and daily snapshots

terraform {
  required_version = ">= 1.6"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
    random = {
      source  = "hashicorp/random"
      version = "~> 3.6"
    }
  }
}

provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = {
      team        = "shop"
      environment = "production"
    }
  }
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

resource "random_password" "token" {
  length  = 48
  special = false
}

resource "aws_elasticache_subnet_group" "sessions" {
  name       = "sessions"
  subnet_ids = var.subnet_ids
}

resource "aws_elasticache_parameter_group" "sessions" {
  name   = "sessions-redis7"
  family = "redis7"

  parameter {
    name  = "maxmemory-policy"
    value = "volatile-lru"
  }
}

resource "aws_elasticache_replication_group" "sessions" {
  replication_group_id       = "sessions"
  description                = "Sessions of the web shop"
  engine                     = "redis"
  engine_version             = "7.1"
  node_type                  = "cache.t4g.small"
  num_cache_clusters         = 2
  automatic_failover_enabled = true
  multi_az_enabled           = true
  at_rest_encryption_enabled = true
  transit_encryption_enabled = true
  kms_key_id                 = var.kms_key_arn
  auth_token                 = random_password.token.result
  parameter_group_name       = aws_elasticache_parameter_group.sessions.name
  subnet_group_name          = aws_elasticache_subnet_group.sessions.name
  security_group_ids         = [var.security_group_id]
  snapshot_retention_limit   = 7
  snapshot_window            = "03:00-04:00"
  auto_minor_version_upgrade = true
}

output "primary_endpoint" {
  description = "Host that accepts writes."
  value       = aws_elasticache_replication_group.sessions.primary_endpoint_address
}

output "token" {
  description = "Token that clients send."
  value       = random_password.token.result
  sensitive   = true
}
