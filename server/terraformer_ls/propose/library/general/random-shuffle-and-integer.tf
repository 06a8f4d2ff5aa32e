# A port, a shuffled list of zones and a unique run id, kept until their inputs change.
# words: random port and shuffled availability zones | random integer, shuffle and uuid | a random port between 20000 and 29999 for each service, two zones picked from a list and a UUID for the deployment

terraform {
  required_version = ">= 1.6"

  required_providers {
    random = {
      source  = "hashicorp/random"
      version = "~> 3.6"
    }
  }
}

variable "services" {
  type        = set(string)
  description = "Services that need a port."
  default     = ["search", "pricing", "stock"]
}

variable "zones" {
  type        = list(string)
  description = "Zones to pick from."
  default     = ["eu-west-1a", "eu-west-1b", "eu-west-1c"]
}

resource "random_integer" "port" {
  for_each = var.services
  min      = 20000
  max      = 29999

  keepers = {
    service = each.value
  }
}

resource "random_shuffle" "zones" {
  input        = var.zones
  result_count = 2
}

resource "random_uuid" "deployment" {}
resource "random_string" "suffix" {
  length  = 6
  upper   = false
  special = false
}

output "ports" {
  description = "Port of each service."
  value       = { for service, port in random_integer.port : service => port.result }
}

output "zones" {
  description = "Zones that were picked."
  value       = random_shuffle.zones.result
}

output "deployment_name" {
  description = "Name of the deployment."
  value       = "deployment-${random_string.suffix.result}-${random_uuid.deployment.result}"
}
