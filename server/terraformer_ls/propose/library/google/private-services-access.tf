# A reserved range peered with Google's service network, for Cloud SQL and Memorystore.
# words: private service access for cloud sql | service networking connection on gcp | a reserved /20 range in our network and a private connection to servicenetworking.googleapis.com that exports custom routes

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
  project = var.project_id
  region  = "europe-west1"
}

variable "project_id" {
  type        = string
  description = "Google Cloud project that holds the resources."
}

variable "network_id" {
  type        = string
  description = "Network that reaches the services."
}

variable "network_name" {
  type        = string
  description = "Name of that network."
  default     = "main"
}

resource "google_project_service" "networking" {
  service            = "servicenetworking.googleapis.com"
  disable_on_destroy = false
}

resource "google_compute_global_address" "services" {
  name          = "google-services"
  purpose       = "VPC_PEERING"
  address_type  = "INTERNAL"
  prefix_length = 20
  network       = var.network_id
}

resource "google_service_networking_connection" "services" {
  network                 = var.network_id
  service                 = google_project_service.networking.service
  reserved_peering_ranges = [google_compute_global_address.services.name]
  deletion_policy         = "ABANDON"
}

resource "google_compute_network_peering_routes_config" "services" {
  peering              = google_service_networking_connection.services.peering
  network              = var.network_name
  import_custom_routes = false
  export_custom_routes = true
}

output "peering" {
  description = "Name of the peering."
  value       = google_service_networking_connection.services.peering
}
