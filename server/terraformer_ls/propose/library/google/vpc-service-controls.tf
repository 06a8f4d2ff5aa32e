# A service perimeter around projects with data, open to an access level of managed devices.
# words: vpc service controls perimeter | access context manager with a perimeter | an access level for the corporate network, and a service perimeter that keeps BigQuery and Cloud Storage of two projects inside, with one ingress rule for a deployer

terraform {
  required_version = ">= 1.6"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 6.0"
    }
  }
}

provider "google" {
  region = "europe-west1"
}

variable "access_policy" {
  type        = string
  description = "Number of the organisation's access policy."
  default     = "123456789"
}

variable "project_numbers" {
  type        = list(string)
  description = "Projects inside the perimeter."
  default     = ["111122223333", "444455556666"]
}

variable "deployer" {
  type        = string
  description = "Member that deploys from outside."
}

resource "google_access_context_manager_access_level" "office" {
  parent = "accessPolicies/${var.access_policy}"
  name   = "accessPolicies/${var.access_policy}/accessLevels/office"
  title  = "office"

  basic {
    conditions {
      ip_subnetworks = ["198.51.100.0/28"]
    }
  }
}

resource "google_access_context_manager_service_perimeter" "data" {
  parent         = "accessPolicies/${var.access_policy}"
  name           = "accessPolicies/${var.access_policy}/servicePerimeters/data"
  title          = "data"
  perimeter_type = "PERIMETER_TYPE_REGULAR"

  status {
    resources           = [for number in var.project_numbers : "projects/${number}"]
    restricted_services = ["bigquery.googleapis.com", "storage.googleapis.com"]
    access_levels       = [google_access_context_manager_access_level.office.name]

    ingress_policies {
      ingress_from {
        identities = [var.deployer]

        sources {
          access_level = "*"
        }
      }

      ingress_to {
        resources = ["*"]

        operations {
          service_name = "storage.googleapis.com"

          method_selectors {
            method = "google.storage.objects.create"
          }
        }
      }
    }
  }
}

output "perimeter_name" {
  description = "Name of the perimeter."
  value       = google_access_context_manager_service_perimeter.data.name
}
