# Two versioned buckets in two regions and a rule that replicates new objects from one to the other.
# words: replicate an s3 bucket to another region | s3 cross region replication | cross-region replication of a records bucket from Ireland to Frankfurt with its own role, delete markers and metrics, KMS on both sides

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

provider "aws" {
  alias  = "frankfurt"
  region = "eu-central-1"
}

variable "source_bucket" {
  type        = string
  description = "Existing versioned bucket in Ireland."
  default     = "acme-records"
}

variable "replica_bucket" {
  type        = string
  description = "Existing versioned bucket in Frankfurt."
  default     = "acme-records-replica"
}

variable "source_key_arn" {
  type        = string
  description = "Key of the bucket in Ireland."
}

variable "replica_key_arn" {
  type        = string
  description = "Key of the bucket in Frankfurt."
}

data "aws_s3_bucket" "source" {
  bucket = var.source_bucket
}

data "aws_s3_bucket" "replica" {
  provider = aws.frankfurt
  bucket   = var.replica_bucket
}

data "aws_iam_policy_document" "s3" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["s3.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "replication" {
  statement {
    actions   = ["s3:GetReplicationConfiguration", "s3:ListBucket"]
    resources = [data.aws_s3_bucket.source.arn]
  }

  statement {
    actions   = ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"]
    resources = ["${data.aws_s3_bucket.source.arn}/*"]
  }

  statement {
    actions   = ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"]
    resources = ["${data.aws_s3_bucket.replica.arn}/*"]
  }

  statement {
    actions   = ["kms:Decrypt"]
    resources = [var.source_key_arn]
  }

  statement {
    actions   = ["kms:Encrypt"]
    resources = [var.replica_key_arn]
  }
}

resource "aws_iam_role" "replication" {
  name               = "records-replication"
  assume_role_policy = data.aws_iam_policy_document.s3.json
}

resource "aws_iam_role_policy" "replication" {
  name   = "replicate"
  role   = aws_iam_role.replication.id
  policy = data.aws_iam_policy_document.replication.json
}

resource "aws_s3_bucket_replication_configuration" "records" {
  bucket = data.aws_s3_bucket.source.id
  role   = aws_iam_role.replication.arn

  rule {
    id     = "everything"
    status = "Enabled"

    filter {}

    delete_marker_replication {
      status = "Enabled"
    }

    source_selection_criteria {
      sse_kms_encrypted_objects {
        status = "Enabled"
      }
    }

    destination {
      bucket        = data.aws_s3_bucket.replica.arn
      storage_class = "STANDARD_IA"

      encryption_configuration {
        replica_kms_key_id = var.replica_key_arn
      }
    }
  }
}

output "replication_role_arn" {
  description = "Role that replicates."
  value       = aws_iam_role.replication.arn
}
