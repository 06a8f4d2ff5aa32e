# Access points for two teams on one bucket, a weekly inventory and automatic tiering.
# words: s3 access points for teams | s3 inventory and intelligent tiering | two access points of an existing data bucket limited to a VPC, an inventory in Parquet every Sunday and intelligent tiering with archive after 180 days

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

variable "bucket" {
  type        = string
  description = "Bucket that the teams share."
  default     = "acme-research-data"
}

variable "inventory_bucket_arn" {
  type        = string
  description = "Bucket that receives the inventory."
}

variable "vpc_id" {
  type        = string
  description = "VPC that the teams work in."
}

data "aws_s3_bucket" "research" {
  bucket = var.bucket
}

resource "aws_s3_access_point" "team" {
  for_each = toset(["genomics", "imaging"])
  name     = "research-${each.value}"
  bucket   = data.aws_s3_bucket.research.id

  vpc_configuration {
    vpc_id = var.vpc_id
  }

  public_access_block_configuration {
    block_public_acls       = true
    block_public_policy     = true
    ignore_public_acls      = true
    restrict_public_buckets = true
  }
}

resource "aws_s3_bucket_inventory" "weekly" {
  bucket                   = data.aws_s3_bucket.research.id
  name                     = "weekly"
  included_object_versions = "Current"
  optional_fields          = ["Size", "LastModifiedDate", "StorageClass", "EncryptionStatus"]

  schedule {
    frequency = "Weekly"
  }

  destination {
    bucket {
      format     = "Parquet"
      bucket_arn = var.inventory_bucket_arn
      prefix     = "inventory"

      encryption {
        sse_s3 {}
      }
    }
  }
}

resource "aws_s3_bucket_intelligent_tiering_configuration" "all" {
  bucket = data.aws_s3_bucket.research.id
  name   = "all"

  tiering {
    access_tier = "ARCHIVE_ACCESS"
    days        = 180
  }
}

resource "aws_s3_bucket_metric" "all" {
  bucket = data.aws_s3_bucket.research.id
  name   = "all"
}

output "access_point_arns" {
  description = "Access points by team."
  value       = { for team, point in aws_s3_access_point.team : team => point.arn }
}
