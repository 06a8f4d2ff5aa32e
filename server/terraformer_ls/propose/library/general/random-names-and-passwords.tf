# A random suffix, a readable name and a password for resources that need unique names.
# words: random suffix and password | generate a random password and name | a random id for bucket names, a readable pet name for a test environment and a 24 character password kept in the state

terraform {
  required_version = ">= 1.6"

  required_providers {
    random = {
      source  = "hashicorp/random"
      version = "~> 3.6"
    }
  }
}

variable "prefix" {
  type        = string
  description = "Text that every name starts with."
  default     = "acme"
}

variable "rotation" {
  type        = string
  description = "Change this to make a new password."
  default     = "2026-01"
}

resource "random_id" "suffix" {
  byte_length = 4
}

resource "random_pet" "environment" {
  prefix    = var.prefix
  length    = 2
  separator = "-"
}

resource "random_password" "database" {
  length           = 24
  min_upper        = 2
  min_numeric      = 2
  min_special      = 2
  override_special = "!#%*-_=+"

  keepers = {
    rotation = var.rotation
  }
}

output "bucket_name" {
  description = "A name that is free with high probability."
  value       = "${var.prefix}-${random_id.suffix.hex}"
}

output "environment_name" {
  description = "Name of the environment."
  value       = random_pet.environment.id
}

output "database_password" {
  description = "Password for the database."
  value       = random_password.database.result
  sensitive   = true
}
