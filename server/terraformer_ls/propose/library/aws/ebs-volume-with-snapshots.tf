# An encrypted EBS volume attached to an instance, with daily snapshots kept for two weeks.
# words: an ebs volume attached to an instance | ebs volume with snapshot lifecycle policy | a 100 GB encrypted gp3 volume attached to an existing instance, encryption by default in the region and daily snapshots kept for 14 days

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
      team        = "warehouse"
      environment = "production"
    }
  }
}

variable "instance_id" {
  type        = string
  description = "Instance that mounts the volume."
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the volume."
}

resource "aws_ebs_encryption_by_default" "region" {
  enabled = true
}

resource "aws_ebs_volume" "data" {
  availability_zone = "eu-west-1a"
  size              = 100
  type              = "gp3"
  iops              = 4000
  throughput        = 250
  encrypted         = true
  kms_key_id        = var.kms_key_arn

  tags = {
    Name   = "warehouse-data"
    Backup = "daily"
  }
}

resource "aws_volume_attachment" "data" {
  device_name = "/dev/sdf"
  volume_id   = aws_ebs_volume.data.id
  instance_id = var.instance_id
}

data "aws_iam_policy_document" "dlm" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["dlm.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "snapshots" {
  name               = "volume-snapshots"
  assume_role_policy = data.aws_iam_policy_document.dlm.json
}

resource "aws_iam_role_policy_attachment" "snapshots" {
  role       = aws_iam_role.snapshots.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSDataLifecycleManagerServiceRole"
}

resource "aws_dlm_lifecycle_policy" "daily" {
  description        = "Daily snapshots of tagged volumes"
  execution_role_arn = aws_iam_role.snapshots.arn
  state              = "ENABLED"

  policy_details {
    resource_types = ["VOLUME"]
    target_tags    = { Backup = "daily" }

    schedule {
      name      = "daily"
      copy_tags = true

      create_rule {
        interval      = 24
        interval_unit = "HOURS"
        times         = ["02:30"]
      }

      retain_rule {
        count = 14
      }
    }
  }
}

output "volume_id" {
  description = "ID of the volume."
  value       = aws_ebs_volume.data.id
}
