# Folders for environments and organisation policies that forbid public addresses and keys.
# words: google organization policies for a folder | folders with org policies on gcp | folders for production and staging, policies that forbid external addresses and service account keys, limit locations to the EU and require OS Login

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

variable "organization_id" {
  type        = string
  description = "Number of the organisation."
  default     = "123456789012"
}

locals {
  enforced = toset([
    "compute.requireOsLogin",
    "iam.disableServiceAccountKeyCreation",
    "storage.publicAccessPrevention",
  ])
}

resource "google_folder" "environment" {
  for_each            = toset(["production", "staging"])
  display_name        = each.value
  parent              = "organizations/${var.organization_id}"
  deletion_protection = true
}

resource "google_org_policy_policy" "enforced" {
  for_each = local.enforced
  name     = "${google_folder.environment["production"].name}/policies/${each.value}"
  parent   = google_folder.environment["production"].name

  spec {
    rules {
      enforce = "TRUE"
    }
  }
}

resource "google_org_policy_policy" "no_external_addresses" {
  name   = "${google_folder.environment["production"].name}/policies/compute.vmExternalIpAccess"
  parent = google_folder.environment["production"].name

  spec {
    rules {
      deny_all = "TRUE"
    }
  }
}

resource "google_org_policy_policy" "locations" {
  name   = "organizations/${var.organization_id}/policies/gcp.resourceLocations"
  parent = "organizations/${var.organization_id}"

  spec {
    rules {
      values {
        allowed_values = ["in:eu-locations"]
      }
    }
  }
}

output "folder_ids" {
  description = "Folders by environment."
  value       = { for name, folder in google_folder.environment : name => folder.folder_id }
}
