# Files of a folder uploaded to a bucket with the right content types.
# words: upload files to s3 with terraform | s3 objects from a folder with content types | every file below the site folder uploaded to an existing bucket with its content type and checksum, plus a generated settings file, encrypted with our key

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
  description = "Existing bucket."
  default     = "acme-docs-site"
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the objects."
}

variable "api_url" {
  type        = string
  description = "Address that the pages call."
  default     = "https://api.acme.io"
}

locals {
  folder = "${path.module}/site"
  content_types = {
    css  = "text/css"
    html = "text/html"
    js   = "text/javascript"
    svg  = "image/svg+xml"
  }
}

resource "aws_s3_object" "page" {
  for_each     = fileset(local.folder, "**")
  bucket       = var.bucket
  key          = each.value
  source       = "${local.folder}/${each.value}"
  source_hash  = filemd5("${local.folder}/${each.value}")
  content_type = lookup(local.content_types, reverse(split(".", each.value))[0], "application/octet-stream")
  kms_key_id   = var.kms_key_arn
}

resource "aws_s3_object" "settings" {
  bucket        = var.bucket
  key           = "settings.json"
  content       = jsonencode({ apiUrl = var.api_url })
  content_type  = "application/json"
  kms_key_id    = var.kms_key_arn
  cache_control = "no-cache"
}

output "uploaded" {
  description = "Number of uploaded files."
  value       = length(aws_s3_object.page)
}
