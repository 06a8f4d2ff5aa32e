# Feature flags of an application in AppConfig, rolled out slowly and taken back on an alarm.
# words: feature flags with aws appconfig | appconfig application, environment and deployment | an AppConfig application with a production environment watched by an alarm, a hosted feature flag profile encrypted with our key and a linear deployment over half an hour

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

variable "alarm_arn" {
  type        = string
  description = "Alarm that takes a deployment back."
}

variable "alarm_role_arn" {
  type        = string
  description = "Role that reads the alarm."
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the flags."
}

resource "aws_appconfig_application" "shop" {
  name        = "shop"
  description = "Flags of the web shop"
}

resource "aws_appconfig_environment" "production" {
  application_id = aws_appconfig_application.shop.id
  name           = "production"

  monitor {
    alarm_arn      = var.alarm_arn
    alarm_role_arn = var.alarm_role_arn
  }
}

resource "aws_appconfig_configuration_profile" "flags" {
  application_id     = aws_appconfig_application.shop.id
  name               = "flags"
  location_uri       = "hosted"
  type               = "AWS.AppConfig.FeatureFlags"
  kms_key_identifier = var.kms_key_arn
}

resource "aws_appconfig_hosted_configuration_version" "flags" {
  application_id           = aws_appconfig_application.shop.id
  configuration_profile_id = aws_appconfig_configuration_profile.flags.configuration_profile_id
  content_type             = "application/json"

  content = jsonencode({
    version = "1"
    flags   = { expressCheckout = { name = "Express checkout" } }
    values  = { expressCheckout = { enabled = false } }
  })
}

resource "aws_appconfig_deployment_strategy" "slow" {
  name                           = "half-an-hour"
  deployment_duration_in_minutes = 30
  growth_factor                  = 20
  growth_type                    = "LINEAR"
  final_bake_time_in_minutes     = 10
  replicate_to                   = "NONE"
}

resource "aws_appconfig_deployment" "flags" {
  application_id           = aws_appconfig_application.shop.id
  environment_id           = aws_appconfig_environment.production.environment_id
  configuration_profile_id = aws_appconfig_configuration_profile.flags.configuration_profile_id
  configuration_version    = aws_appconfig_hosted_configuration_version.flags.version_number
  deployment_strategy_id   = aws_appconfig_deployment_strategy.slow.id
  kms_key_identifier       = var.kms_key_arn
}

output "application_id" {
  description = "Application that clients ask for."
  value       = aws_appconfig_application.shop.id
}
