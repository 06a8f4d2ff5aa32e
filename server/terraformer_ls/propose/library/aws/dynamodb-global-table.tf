# A DynamoDB table replicated to two more regions, with strict encryption.
# words: a dynamodb global table | dynamodb replicas in several regions | an on-demand DynamoDB table for profiles with replicas in Frankfurt and Virginia, point-in-time recovery everywhere and Contributor Insights

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
      team        = "accounts"
      environment = "production"
    }
  }
}

variable "kms_key_arn" {
  type        = string
  description = "Key in the main region."
}

variable "replica_keys" {
  type        = map(string)
  description = "Key of each replica by region."
  default     = { "eu-central-1" = "arn:aws:kms:eu-central-1:210987654321:key/5b0c3f5e-1d2a-4a7b-9c61-2f0f6f3f8a11", "us-east-1" = "arn:aws:kms:us-east-1:210987654321:key/0d9b8d54-7c1f-4b8e-8a93-6c4d1c2e7f22" }
}

resource "aws_dynamodb_table" "profiles" {
  name                        = "profiles"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "user_id"
  stream_enabled              = true
  stream_view_type            = "NEW_AND_OLD_IMAGES"
  deletion_protection_enabled = true

  attribute {
    name = "user_id"
    type = "S"
  }

  point_in_time_recovery {
    enabled = true
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = var.kms_key_arn
  }

  dynamic "replica" {
    for_each = var.replica_keys

    content {
      region_name                 = replica.key
      kms_key_arn                 = replica.value
      point_in_time_recovery      = true
      deletion_protection_enabled = true
      propagate_tags              = true
    }
  }
}

resource "aws_dynamodb_contributor_insights" "profiles" {
  table_name = aws_dynamodb_table.profiles.name
}

output "table_arn" {
  description = "ARN of the table in the main region."
  value       = aws_dynamodb_table.profiles.arn
}
