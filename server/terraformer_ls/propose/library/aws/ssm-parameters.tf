# Configuration of a service in Parameter Store, with one secret value.
# words: ssm parameters for an application | parameter store with a secure string | Parameter Store entries for a service from a map, a SecureString encrypted with our key from a sensitive variable and a policy document to read them

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

variable "service" {
  type        = string
  description = "Service that the parameters are for."
  default     = "checkout"
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the parameters."
}

variable "payment_api_key" {
  type        = string
  description = "Key of the payment provider."
  sensitive   = true
}

variable "settings" {
  type        = map(string)
  description = "Settings of the service."
  default     = { log_level = "info", currency = "EUR", timeout_seconds = "30" }
}

resource "aws_ssm_parameter" "setting" {
  for_each = var.settings
  name     = "/${var.service}/${each.key}"
  type     = "SecureString"
  key_id   = var.kms_key_arn
  value    = each.value
}

resource "aws_ssm_parameter" "payment_api_key" {
  name        = "/${var.service}/payment_api_key"
  description = "Key of the payment provider"
  type        = "SecureString"
  tier        = "Standard"
  key_id      = var.kms_key_arn
  value       = var.payment_api_key
}

data "aws_iam_policy_document" "reader" {
  statement {
    actions   = ["ssm:GetParameters", "ssm:GetParameter"]
    resources = concat([for parameter in aws_ssm_parameter.setting : parameter.arn], [aws_ssm_parameter.payment_api_key.arn])
  }

  statement {
    actions   = ["kms:Decrypt"]
    resources = [var.kms_key_arn]
  }
}

resource "aws_iam_policy" "reader" {
  name   = "${var.service}-parameters"
  policy = data.aws_iam_policy_document.reader.json
}

output "policy_arn" {
  description = "Policy for the service's role."
  value       = aws_iam_policy.reader.arn
}
