# A Cognito user pool with MFA, a strict password policy, a client and a domain.
# words: a cognito user pool for a web app | user login with cognito and mfa | a Cognito user pool with e-mail sign-in, required TOTP, 14 character passwords, advanced security, a web client with code flow and a login domain

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
  region = "eu-west-3"
}

variable "callback_url" {
  type        = string
  description = "Address after the login."
  default     = "https://my.acme.io/callback"
}

resource "aws_cognito_user_pool" "customers" {
  name                     = "customers"
  username_attributes      = ["email"]
  auto_verified_attributes = ["email"]
  mfa_configuration        = "ON"
  deletion_protection      = "ACTIVE"

  software_token_mfa_configuration {
    enabled = true
  }

  password_policy {
    minimum_length                   = 14
    require_lowercase                = true
    require_uppercase                = true
    require_numbers                  = true
    require_symbols                  = true
    temporary_password_validity_days = 3
  }

  account_recovery_setting {
    recovery_mechanism {
      name     = "verified_email"
      priority = 1
    }
  }

  admin_create_user_config {
    allow_admin_create_user_only = false
  }
}

resource "aws_cognito_user_pool_client" "web" {
  name                                 = "web"
  user_pool_id                         = aws_cognito_user_pool.customers.id
  generate_secret                      = true
  allowed_oauth_flows_user_pool_client = true
  allowed_oauth_flows                  = ["code"]
  allowed_oauth_scopes                 = ["openid", "email", "profile"]
  callback_urls                        = [var.callback_url]
  supported_identity_providers         = ["COGNITO"]
  prevent_user_existence_errors        = "ENABLED"
  access_token_validity                = 1
}

resource "aws_cognito_user_pool_domain" "customers" {
  domain       = "acme-customers"
  user_pool_id = aws_cognito_user_pool.customers.id
}

resource "aws_cognito_user_group" "editors" {
  name         = "editors"
  description  = "May edit articles"
  user_pool_id = aws_cognito_user_pool.customers.id
}

output "user_pool_id" {
  description = "ID of the pool."
  value       = aws_cognito_user_pool.customers.id
}

output "client_id" {
  description = "ID of the web client."
  value       = aws_cognito_user_pool_client.web.id
}
