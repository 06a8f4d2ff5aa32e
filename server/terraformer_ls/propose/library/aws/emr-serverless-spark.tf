# A Spark application on EMR Serverless that stops when idle.
# words: an emr serverless spark application | serverless spark on aws | an EMR Serverless Spark application in private subnets on ARM with a warm driver and two executors, at most 64 vCPUs and automatic stop after ten minutes, and its job role

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
  description = "Private subnets of the workers."
}

variable "security_group_id" {
  type        = string
  description = "Security group of the workers."
}

variable "lake_bucket_arn" {
  type        = string
  description = "Bucket that jobs read and write."
  default     = "arn:aws:s3:::acme-lake"
}

data "aws_iam_policy_document" "jobs" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["emr-serverless.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "lake" {
  statement {
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = ["${var.lake_bucket_arn}/curated/*"]
  }

  statement {
    actions   = ["s3:ListBucket"]
    resources = [var.lake_bucket_arn]
  }
}

resource "aws_iam_role" "jobs" {
  name               = "spark-jobs"
  assume_role_policy = data.aws_iam_policy_document.jobs.json
}

resource "aws_iam_role_policy" "jobs" {
  name   = "curated-data"
  role   = aws_iam_role.jobs.id
  policy = data.aws_iam_policy_document.lake.json
}

resource "aws_emrserverless_application" "spark" {
  name          = "curation"
  release_label = "emr-7.5.0"
  type          = "spark"
  architecture  = "ARM64"

  initial_capacity {
    initial_capacity_type = "Driver"

    initial_capacity_config {
      worker_count = 1

      worker_configuration {
        cpu    = "2 vCPU"
        memory = "8 GB"
      }
    }
  }

  initial_capacity {
    initial_capacity_type = "Executor"

    initial_capacity_config {
      worker_count = 2

      worker_configuration {
        cpu    = "4 vCPU"
        memory = "16 GB"
      }
    }
  }

  maximum_capacity {
    cpu    = "64 vCPU"
    memory = "256 GB"
  }

  auto_stop_configuration {
    enabled              = true
    idle_timeout_minutes = 10
  }

  network_configuration {
    subnet_ids         = var.subnet_ids
    security_group_ids = [var.security_group_id]
  }
}

output "application_id" {
  description = "Application to submit jobs to."
  value       = aws_emrserverless_application.spark.id
}
