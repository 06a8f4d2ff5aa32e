# AWS Config for all resources, with rules for encrypted volumes and public buckets.
# words: aws config with rules | config recorder and delivery channel | an AWS Config recorder for all resources including global ones, delivery to S3 once a day, and managed rules for encrypted volumes, public buckets and root access keys

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
  description = "Bucket that receives the snapshots."
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the snapshots."
}

data "aws_iam_policy_document" "config" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["config.amazonaws.com"]
    }
  }
}

locals {
  rules = {
    encrypted-volumes  = "ENCRYPTED_VOLUMES"
    no-public-buckets  = "S3_BUCKET_PUBLIC_READ_PROHIBITED"
    no-root-access-key = "IAM_ROOT_ACCESS_KEY_CHECK"
  }
}

resource "aws_iam_role" "config" {
  name               = "config-recorder"
  assume_role_policy = data.aws_iam_policy_document.config.json
}

resource "aws_iam_role_policy_attachment" "config" {
  role       = aws_iam_role.config.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWS_ConfigRole"
}

resource "aws_config_configuration_recorder" "main" {
  name     = "main"
  role_arn = aws_iam_role.config.arn

  recording_group {
    all_supported                 = true
    include_global_resource_types = true
  }
}

resource "aws_config_delivery_channel" "main" {
  name           = "main"
  s3_bucket_name = var.bucket
  s3_kms_key_arn = var.kms_key_arn

  snapshot_delivery_properties {
    delivery_frequency = "TwentyFour_Hours"
  }

  depends_on = [aws_config_configuration_recorder.main]
}

resource "aws_config_configuration_recorder_status" "main" {
  name       = aws_config_configuration_recorder.main.name
  is_enabled = true

  depends_on = [aws_config_delivery_channel.main]
}

resource "aws_config_config_rule" "managed" {
  for_each = local.rules
  name     = each.key

  source {
    owner             = "AWS"
    source_identifier = each.value
  }

  depends_on = [aws_config_configuration_recorder_status.main]
}

output "recorder_name" {
  description = "Name of the recorder."
  value       = aws_config_configuration_recorder.main.name
}
