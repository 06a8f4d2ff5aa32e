# An OpenSearch Serverless collection for vectors, reachable through a VPC endpoint only.
# words: opensearch serverless collection for vector search | vector store with opensearch serverless | an OpenSearch Serverless vector collection encrypted by our key with network access through one VPC endpoint and data access for one role

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

variable "vpc_id" {
  type        = string
  description = "VPC of the endpoint."
}

variable "subnet_ids" {
  type        = list(string)
  description = "Subnets of the endpoint."
}

variable "security_group_id" {
  type        = string
  description = "Security group of the endpoint."
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the collection."
}

variable "application_role_arn" {
  type        = string
  description = "Role that reads and writes documents."
}

locals {
  collection = "product-vectors"
}

resource "aws_opensearchserverless_security_policy" "encryption" {
  name = "product-vectors-encryption"
  type = "encryption"

  policy = jsonencode({
    Rules       = [{ ResourceType = "collection", Resource = ["collection/${local.collection}"] }]
    AWSOwnedKey = false
    KmsARN      = var.kms_key_arn
  })
}

resource "aws_opensearchserverless_vpc_endpoint" "private" {
  name               = "product-vectors"
  vpc_id             = var.vpc_id
  subnet_ids         = var.subnet_ids
  security_group_ids = [var.security_group_id]
}

resource "aws_opensearchserverless_security_policy" "network" {
  name = "product-vectors-network"
  type = "network"

  policy = jsonencode([{
    Rules           = [{ ResourceType = "collection", Resource = ["collection/${local.collection}"] }]
    AllowFromPublic = false
    SourceVPCEs     = [aws_opensearchserverless_vpc_endpoint.private.id]
  }])
}

resource "aws_opensearchserverless_access_policy" "application" {
  name = "product-vectors-application"
  type = "data"

  policy = jsonencode([{
    Rules = [{
      ResourceType = "index"
      Resource     = ["index/${local.collection}/*"]
      Permission   = ["aoss:CreateIndex", "aoss:ReadDocument", "aoss:WriteDocument", "aoss:DescribeIndex"]
    }]
    Principal = [var.application_role_arn]
  }])
}

resource "aws_opensearchserverless_collection" "vectors" {
  name             = local.collection
  type             = "VECTORSEARCH"
  standby_replicas = "ENABLED"

  depends_on = [aws_opensearchserverless_security_policy.encryption]
}

output "endpoint" {
  description = "Address of the collection."
  value       = aws_opensearchserverless_collection.vectors.collection_endpoint
}
