# A Kendra index that searches documents in S3 every night.
# words: an amazon kendra index | enterprise search over s3 with kendra | a Kendra developer index encrypted with our key, a data source over a documents bucket synchronised every night and a list of questions and answers

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

variable "index_role_arn" {
  type        = string
  description = "Role of the index."
}

variable "source_role_arn" {
  type        = string
  description = "Role that reads the bucket."
}

variable "bucket" {
  type        = string
  description = "Bucket with the documents."
  default     = "acme-handbook"
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the index."
}

resource "aws_kendra_index" "handbook" {
  name        = "handbook"
  description = "Handbook of the company"
  edition     = "DEVELOPER_EDITION"
  role_arn    = var.index_role_arn

  server_side_encryption_configuration {
    kms_key_id = var.kms_key_arn
  }

  document_metadata_configuration_updates {
    name = "department"
    type = "STRING_VALUE"

    search {
      displayable = true
      facetable   = true
      searchable  = true
      sortable    = true
    }

    relevance {
      importance            = 1
      values_importance_map = {}
    }
  }
}

resource "aws_kendra_data_source" "documents" {
  index_id = aws_kendra_index.handbook.id
  name     = "documents"
  type     = "S3"
  role_arn = var.source_role_arn
  schedule = "cron(0 2 * * ? *)"

  configuration {
    s3_configuration {
      bucket_name        = var.bucket
      inclusion_prefixes = ["published/"]
    }
  }
}

resource "aws_kendra_faq" "questions" {
  index_id    = aws_kendra_index.handbook.id
  name        = "questions"
  role_arn    = var.source_role_arn
  file_format = "CSV"

  s3_path {
    bucket = var.bucket
    key    = "questions.csv"
  }
}

output "index_id" {
  description = "Index that applications ask."
  value       = aws_kendra_index.handbook.id
}
