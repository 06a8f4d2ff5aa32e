# An SFTP server of Transfer Family that stores a partner's files in S3.
# words: an sftp server that writes to s3 | aws transfer family sftp | an SFTP-only Transfer Family server inside a VPC with the newest security policy, logs, and one partner with an SSH key and a home directory in a bucket

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

variable "vpc_id" {
  type        = string
  description = "VPC of the server."
}

variable "subnet_ids" {
  type        = list(string)
  description = "Subnets of the server."
}

variable "security_group_id" {
  type        = string
  description = "Security group that lets partners in."
}

variable "bucket" {
  type        = string
  description = "Bucket for the files."
  default     = "acme-partner-files"
}

variable "partner_public_key" {
  type        = string
  description = "SSH public key of the partner."
}

data "aws_iam_policy_document" "transfer" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["transfer.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "partner" {
  statement {
    actions   = ["s3:ListBucket"]
    resources = ["arn:aws:s3:::${var.bucket}"]
  }

  statement {
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = ["arn:aws:s3:::${var.bucket}/orbital/*"]
  }
}

resource "aws_iam_role" "partner" {
  name               = "sftp-orbital"
  assume_role_policy = data.aws_iam_policy_document.transfer.json
}

resource "aws_iam_role_policy" "partner" {
  name   = "orbital-files"
  role   = aws_iam_role.partner.id
  policy = data.aws_iam_policy_document.partner.json
}

resource "aws_iam_role" "logging" {
  name               = "sftp-logging"
  assume_role_policy = data.aws_iam_policy_document.transfer.json
}

resource "aws_iam_role_policy_attachment" "logging" {
  role       = aws_iam_role.logging.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSTransferLoggingAccess"
}

resource "aws_transfer_server" "partners" {
  endpoint_type          = "VPC"
  protocols              = ["SFTP"]
  identity_provider_type = "SERVICE_MANAGED"
  security_policy_name   = "TransferSecurityPolicy-2025-03"
  logging_role           = aws_iam_role.logging.arn

  endpoint_details {
    vpc_id             = var.vpc_id
    subnet_ids         = var.subnet_ids
    security_group_ids = [var.security_group_id]
  }
}

resource "aws_transfer_user" "orbital" {
  server_id      = aws_transfer_server.partners.id
  user_name      = "orbital"
  role           = aws_iam_role.partner.arn
  home_directory = "/${var.bucket}/orbital"
}

resource "aws_transfer_ssh_key" "orbital" {
  server_id = aws_transfer_server.partners.id
  user_name = aws_transfer_user.orbital.user_name
  body      = var.partner_public_key
}

output "endpoint" {
  description = "Host that partners connect to."
  value       = aws_transfer_server.partners.endpoint
}
