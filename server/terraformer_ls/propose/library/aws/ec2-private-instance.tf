# A private EC2 instance reached through Session Manager only.
# words: an ec2 instance without ssh | simple private ec2 instance | a single t4g.small instance with the newest Amazon Linux 2023 from a public parameter, no public address, IMDSv2, an encrypted disk and Session Manager through its profile

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
      team        = "operations"
      environment = "production"
    }
  }
}

variable "subnet_id" {
  type        = string
  description = "Private subnet of the instance."
}

variable "security_group_id" {
  type        = string
  description = "Security group of the instance."
}

variable "instance_profile_name" {
  type        = string
  description = "Instance profile that allows Session Manager."
}

data "aws_ssm_parameter" "amazon_linux" {
  name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64"
}

resource "aws_instance" "jobs" {
  ami                    = data.aws_ssm_parameter.amazon_linux.insecure_value
  instance_type          = "t4g.small"
  subnet_id              = var.subnet_id
  vpc_security_group_ids = [var.security_group_id]
  iam_instance_profile   = var.instance_profile_name
  monitoring             = true
  ebs_optimized          = true

  metadata_options {
    http_endpoint = "enabled"
    http_tokens   = "required"
  }

  root_block_device {
    encrypted = true
  }

  tags = { Name = "jobs" }

  lifecycle {
    ignore_changes = [ami]
  }
}

output "instance_id" {
  description = "ID for aws ssm start-session."
  value       = aws_instance.jobs.id
}
