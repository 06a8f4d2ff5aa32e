# A Redshift Serverless namespace and workgroup with a limit on what it may cost.
# words: redshift serverless workgroup | serverless data warehouse | a Redshift Serverless workgroup with 16 RPUs in private subnets, encrypted with KMS, user activity logs and a daily usage limit

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
  description = "Three private subnets."
}

variable "security_group_id" {
  type        = string
  description = "Security group of the workgroup."
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the data."
}

resource "aws_redshiftserverless_namespace" "reporting" {
  namespace_name        = "reporting"
  db_name               = "reporting"
  admin_username        = "reporting_admin"
  manage_admin_password = true
  kms_key_id            = var.kms_key_arn
  log_exports           = ["useractivitylog", "userlog", "connectionlog"]
}

resource "aws_redshiftserverless_workgroup" "reporting" {
  namespace_name       = aws_redshiftserverless_namespace.reporting.namespace_name
  workgroup_name       = "reporting"
  base_capacity        = 16
  subnet_ids           = var.subnet_ids
  security_group_ids   = [var.security_group_id]
  enhanced_vpc_routing = true
  publicly_accessible  = false

  config_parameter {
    parameter_key   = "require_ssl"
    parameter_value = "true"
  }
}

resource "aws_redshiftserverless_usage_limit" "daily" {
  resource_arn  = aws_redshiftserverless_workgroup.reporting.arn
  usage_type    = "serverless-compute"
  period        = "daily"
  amount        = 60
  breach_action = "log"
}

output "workgroup_arn" {
  description = "ARN of the workgroup."
  value       = aws_redshiftserverless_workgroup.reporting.arn
}
