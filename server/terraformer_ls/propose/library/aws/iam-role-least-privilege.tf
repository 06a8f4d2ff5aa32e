# An IAM role that lets a report job read one S3 prefix and write to one queue, and nothing else.
# words: an iam role with least privilege | iam role and policy for s3 read access | an IAM role for EC2 that may only read the reports prefix of one bucket and send messages to one queue

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

variable "bucket_arn" {
  type        = string
  description = "Bucket that holds the reports."
  default     = "arn:aws:s3:::acme-reports"
}

variable "queue_arn" {
  type        = string
  description = "Queue that the job writes to."
  default     = "arn:aws:sqs:eu-west-1:210987654321:report-jobs"
}

data "aws_iam_policy_document" "ec2" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "reports" {
  statement {
    sid       = "ListReports"
    actions   = ["s3:ListBucket"]
    resources = [var.bucket_arn]

    condition {
      test     = "StringLike"
      variable = "s3:prefix"
      values   = ["reports/*"]
    }
  }

  statement {
    sid       = "ReadReports"
    actions   = ["s3:GetObject"]
    resources = ["${var.bucket_arn}/reports/*"]
  }

  statement {
    sid       = "QueueJobs"
    actions   = ["sqs:SendMessage"]
    resources = [var.queue_arn]
  }
}

resource "aws_iam_policy" "reports" {
  name        = "report-job"
  description = "Read reports and queue jobs"
  policy      = data.aws_iam_policy_document.reports.json
}

resource "aws_iam_role" "reports" {
  name                 = "report-job"
  assume_role_policy   = data.aws_iam_policy_document.ec2.json
  max_session_duration = 3600
}

resource "aws_iam_role_policy_attachment" "reports" {
  role       = aws_iam_role.reports.name
  policy_arn = aws_iam_policy.reports.arn
}

output "role_arn" {
  description = "Role for the instances that run the job."
  value       = aws_iam_role.reports.arn
}
