# Inspector for images and functions, Macie for a bucket and an access analyzer for the account.
# words: enable inspector, macie and access analyzer | scan for vulnerabilities and sensitive data on aws | Amazon Inspector for EC2, ECR and Lambda, Macie with a weekly job over one bucket, and IAM Access Analyzer for the account with one archived finding

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
  description = "Bucket that Macie looks through."
  default     = "acme-customer-documents"
}

data "aws_caller_identity" "current" {}
resource "aws_inspector2_enabler" "account" {
  account_ids    = [data.aws_caller_identity.current.account_id]
  resource_types = ["EC2", "ECR", "LAMBDA"]
}

resource "aws_macie2_account" "main" {
  status                       = "ENABLED"
  finding_publishing_frequency = "ONE_HOUR"
}

resource "aws_macie2_classification_job" "documents" {
  name     = "customer-documents"
  job_type = "SCHEDULED"

  schedule_frequency {
    weekly_schedule = "SUNDAY"
  }

  s3_job_definition {
    bucket_definitions {
      account_id = data.aws_caller_identity.current.account_id
      buckets    = [var.bucket]
    }
  }

  depends_on = [aws_macie2_account.main]
}

resource "aws_accessanalyzer_analyzer" "account" {
  analyzer_name = "account"
  type          = "ACCOUNT"
}

resource "aws_accessanalyzer_archive_rule" "auditor" {
  analyzer_name = aws_accessanalyzer_analyzer.account.analyzer_name
  rule_name     = "known-auditor"

  filter {
    criteria = "principal.AWS"
    eq       = ["345678901234"]
  }
}

output "analyzer_arn" {
  description = "ARN of the analyzer."
  value       = aws_accessanalyzer_analyzer.account.arn
}
