# A secret with a generated password, its own KMS key and automatic rotation by a Lambda function.
# words: a secret in aws secrets manager | secrets manager secret with rotation | a Secrets Manager secret holding a generated database password, encrypted with our KMS key and rotated every 30 days

terraform {
  required_version = ">= 1.6"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
    random = {
      source  = "hashicorp/random"
      version = "~> 3.6"
    }
  }
}

provider "aws" {
  region = "eu-west-1"
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the secret."
}

variable "rotation_lambda_arn" {
  type        = string
  description = "Function that rotates the secret."
}

resource "random_password" "database" {
  length           = 32
  override_special = "!#$%&*()-_=+[]{}<>:?"
}

resource "aws_secretsmanager_secret" "database" {
  name                    = "billing/database"
  description             = "Credentials of the billing database"
  kms_key_id              = var.kms_key_arn
  recovery_window_in_days = 30
}

resource "aws_secretsmanager_secret_version" "database" {
  secret_id = aws_secretsmanager_secret.database.id

  secret_string = jsonencode({
    username = "billing"
    password = random_password.database.result
  })
}

resource "aws_secretsmanager_secret_rotation" "database" {
  secret_id           = aws_secretsmanager_secret.database.id
  rotation_lambda_arn = var.rotation_lambda_arn

  rotation_rules {
    automatically_after_days = 30
  }
}

output "secret_arn" {
  description = "ARN that applications read the secret by."
  value       = aws_secretsmanager_secret.database.arn
}
