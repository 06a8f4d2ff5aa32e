# A DynamoDB table with on-demand capacity, encryption, point-in-time recovery and a secondary index.
# words: an aws dynamodb table | dynamodb table with a global secondary index (gsi) | an on-demand DynamoDB table for orders with customer and order id as keys, an index by status, a TTL, point in time recovery and KMS encryption

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
  region = "us-west-2"

  default_tags {
    tags = {
      team        = "orders"
      environment = "production"
    }
  }
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the table."
}

resource "aws_dynamodb_table" "orders" {
  name                        = "orders"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "customer_id"
  range_key                   = "order_id"
  deletion_protection_enabled = true

  attribute {
    name = "customer_id"
    type = "S"
  }

  attribute {
    name = "order_id"
    type = "S"
  }

  attribute {
    name = "status"
    type = "S"
  }

  global_secondary_index {
    name            = "by-status"
    hash_key        = "status"
    range_key       = "order_id"
    projection_type = "ALL"
  }

  ttl {
    attribute_name = "expires_at"
    enabled        = true
  }

  point_in_time_recovery {
    enabled = true
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = var.kms_key_arn
  }
}

output "table_name" {
  description = "Name of the table."
  value       = aws_dynamodb_table.orders.name
}

output "table_arn" {
  description = "ARN of the table, for policies."
  value       = aws_dynamodb_table.orders.arn
}
