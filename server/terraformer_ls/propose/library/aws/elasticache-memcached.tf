# A Memcached cluster over two zones, reached with TLS.
# words: an elasticache memcached cluster | memcached with two nodes | a Memcached 1.6 ElastiCache cluster with two nodes in different zones, TLS in transit, maintenance on Monday morning and notifications to SNS

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
  region = "us-east-1"

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

variable "topic_arn" {
  type        = string
  description = "Topic that hears of failovers."
}

resource "aws_elasticache_subnet_group" "pages" {
  name       = "page-cache"
  subnet_ids = var.subnet_ids
}

resource "aws_elasticache_cluster" "pages" {
  cluster_id                 = "page-cache"
  engine                     = "memcached"
  engine_version             = "1.6.22"
  node_type                  = "cache.t4g.small"
  num_cache_nodes            = 2
  az_mode                    = "cross-az"
  port                       = 11211
  transit_encryption_enabled = true
  subnet_group_name          = aws_elasticache_subnet_group.pages.name
  security_group_ids         = [var.security_group_id]
  maintenance_window         = "mon:03:00-mon:04:00"
  notification_topic_arn     = var.topic_arn
  auto_minor_version_upgrade = true
}

output "configuration_endpoint" {
  description = "Address for clients that discover nodes."
  value       = aws_elasticache_cluster.pages.configuration_endpoint
}
