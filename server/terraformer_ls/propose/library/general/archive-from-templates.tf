# Zip archives of configuration files rendered from variables, one for each environment.
# words: zip files from templates with terraform | archive provider with for_each | a ZIP archive for staging and production each, with a JSON settings file and a readme rendered from a map, and their checksums

terraform {
  required_version = ">= 1.6"

  required_providers {
    archive = {
      source  = "hashicorp/archive"
      version = "~> 2.4"
    }
  }
}

variable "environments" {
  type        = map(object({ replicas = number, log_level = string }))
  description = "Settings of each environment."
  default     = { staging = { replicas = 1, log_level = "debug" }, production = { replicas = 3, log_level = "info" } }
}

resource "terraform_data" "settings" {
  for_each = var.environments
  input    = jsonencode(each.value)
}

data "archive_file" "bundle" {
  for_each    = var.environments
  type        = "zip"
  output_path = "${path.module}/build/${each.key}.zip"

  source {
    filename = "settings.json"
    content  = jsonencode(each.value)
  }

  source {
    filename = "README.txt"
    content  = "Settings of ${each.key}: ${each.value.replicas} replicas, log level ${each.value.log_level}.\n"
  }
}

output "checksums" {
  description = "Checksum of each bundle."
  value       = { for name, bundle in data.archive_file.bundle : name => bundle.output_base64sha256 }
}

output "settings" {
  description = "Settings as JSON."
  value       = { for name, data in terraform_data.settings : name => data.output }
}
