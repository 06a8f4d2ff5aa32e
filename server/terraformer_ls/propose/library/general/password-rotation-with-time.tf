# A password that is made anew every ninety days, and a date that is fixed once.
# words: rotate a password every 90 days | time rotating with random password | a time_rotating resource that changes every 90 days and makes a new random password, a fixed start date and a pause between two steps

terraform {
  required_version = ">= 1.6"

  required_providers {
    random = {
      source  = "hashicorp/random"
      version = "~> 3.6"
    }
    time = {
      source  = "hashicorp/time"
      version = "~> 0.12"
    }
  }
}

variable "rotation_days" {
  type        = number
  description = "After how many days the password changes."
  default     = 90
}

resource "time_static" "created" {}
resource "time_rotating" "password" {
  rotation_days = var.rotation_days
}

resource "random_password" "service" {
  length  = 40
  special = false

  keepers = {
    rotation = time_rotating.password.id
  }
}

resource "time_sleep" "propagation" {
  create_duration = "30s"

  triggers = {
    password = random_password.service.id
  }
}

output "created_at" {
  description = "When the service was set up."
  value       = time_static.created.rfc3339
}

output "next_rotation" {
  description = "When the password changes."
  value       = time_rotating.password.rotation_rfc3339
}

output "password" {
  description = "Password of the service."
  value       = random_password.service.result
  sensitive   = true
}
