# A MemoryDB cluster with shards, TLS, an access list and snapshots.
# words: a memorydb for redis cluster | durable redis with memorydb | a MemoryDB cluster with two shards and one replica each, TLS, an access list with one IAM user, encryption with our key and snapshots for a week

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

resource "aws_memorydb_subnet_group" "ledger" {
  name       = "ledger"
  subnet_ids = var.subnet_ids
}

resource "aws_memorydb_user" "ledger" {
  user_name     = "ledger"
  access_string = "on ~* &* +@all -@dangerous"

  authentication_mode {
    type = "iam"
  }
}

resource "aws_memorydb_acl" "ledger" {
  name       = "ledger"
  user_names = [aws_memorydb_user.ledger.user_name]
}

resource "aws_memorydb_cluster" "ledger" {
  name                       = "ledger"
  acl_name                   = aws_memorydb_acl.ledger.name
  node_type                  = "db.t4g.medium"
  engine_version             = "7.1"
  num_shards                 = 2
  num_replicas_per_shard     = 1
  tls_enabled                = true
  kms_key_arn                = var.kms_key_arn
  subnet_group_name          = aws_memorydb_subnet_group.ledger.name
  security_group_ids         = [var.security_group_id]
  snapshot_retention_limit   = 7
  auto_minor_version_upgrade = true
}

output "endpoint" {
  description = "Addresses of the cluster."
  value       = aws_memorydb_cluster.ledger.cluster_endpoint
}
