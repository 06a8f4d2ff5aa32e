# A Glue crawler that keeps a catalog current and a nightly Spark job, both encrypted.
# words: a glue etl job with a crawler | aws glue crawler and spark job | a Glue crawler over S3, a Spark job with two workers started by a nightly trigger, and a security configuration that encrypts logs, bookmarks and output

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

variable "role_arn" {
  type        = string
  description = "Role of the crawler and the job."
}

variable "lake_bucket" {
  type        = string
  description = "Bucket with the raw data and the scripts."
  default     = "acme-lake"
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts everything that Glue writes."
}

resource "aws_glue_security_configuration" "lake" {
  name = "lake"

  encryption_configuration {
    cloudwatch_encryption {
      cloudwatch_encryption_mode = "SSE-KMS"
      kms_key_arn                = var.kms_key_arn
    }

    job_bookmarks_encryption {
      job_bookmarks_encryption_mode = "CSE-KMS"
      kms_key_arn                   = var.kms_key_arn
    }

    s3_encryption {
      s3_encryption_mode = "SSE-KMS"
      kms_key_arn        = var.kms_key_arn
    }
  }
}

resource "aws_glue_catalog_database" "raw" {
  name = "raw"
}

resource "aws_glue_crawler" "raw" {
  name                   = "raw"
  database_name          = aws_glue_catalog_database.raw.name
  role                   = var.role_arn
  security_configuration = aws_glue_security_configuration.lake.name
  schedule               = "cron(0 1 * * ? *)"

  s3_target {
    path = "s3://${var.lake_bucket}/raw/"
  }
}

resource "aws_glue_job" "clean" {
  name                   = "clean-raw"
  role_arn               = var.role_arn
  glue_version           = "5.0"
  worker_type            = "G.1X"
  number_of_workers      = 2
  timeout                = 60
  security_configuration = aws_glue_security_configuration.lake.name

  command {
    name            = "glueetl"
    script_location = "s3://${var.lake_bucket}/scripts/clean_raw.py"
    python_version  = "3"
  }

  default_arguments = {
    "--job-bookmark-option" = "job-bookmark-enable"
    "--enable-metrics"      = "true"
  }
}

resource "aws_glue_trigger" "nightly" {
  name     = "clean-raw-nightly"
  type     = "SCHEDULED"
  schedule = "cron(30 1 * * ? *)"

  actions {
    job_name = aws_glue_job.clean.name
  }
}

output "job_name" {
  description = "Name of the job."
  value       = aws_glue_job.clean.name
}
