# A data lake location in Lake Formation with permissions by column for analysts.
# words: lake formation permissions on a table | data lake with lake formation | a registered S3 location, two administrators, a database with a tag, and select rights for analysts on all columns of a table but the e-mail address

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
  description = "Bucket of the lake."
  default     = "arn:aws:s3:::acme-lake"
}

variable "registration_role_arn" {
  type        = string
  description = "Role that reads the bucket."
}

variable "administrators" {
  type        = list(string)
  description = "Roles that administer the lake."
}

variable "analyst_role_arn" {
  type        = string
  description = "Role of the analysts."
}

resource "aws_lakeformation_data_lake_settings" "main" {
  admins = var.administrators
}

resource "aws_lakeformation_resource" "lake" {
  arn      = var.bucket_arn
  role_arn = var.registration_role_arn
}

resource "aws_glue_catalog_database" "crm" {
  name = "crm"
}

resource "aws_lakeformation_lf_tag" "sensitivity" {
  key    = "sensitivity"
  values = ["public", "internal", "personal"]

  depends_on = [aws_lakeformation_data_lake_settings.main]
}

resource "aws_lakeformation_resource_lf_tag" "crm" {
  database {
    name = aws_glue_catalog_database.crm.name
  }

  lf_tag {
    key   = aws_lakeformation_lf_tag.sensitivity.key
    value = "internal"
  }
}

resource "aws_lakeformation_permissions" "analysts" {
  principal   = var.analyst_role_arn
  permissions = ["SELECT"]

  table_with_columns {
    database_name         = aws_glue_catalog_database.crm.name
    name                  = "customers"
    wildcard              = true
    excluded_column_names = ["email"]
  }

  depends_on = [aws_lakeformation_resource.lake]
}

output "database" {
  description = "Database of the lake."
  value       = aws_glue_catalog_database.crm.name
}
