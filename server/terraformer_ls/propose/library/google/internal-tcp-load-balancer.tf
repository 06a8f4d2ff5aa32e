# An internal load balancer for a TCP service in one region.
# words: an internal tcp load balancer on google cloud | regional internal load balancer with forwarding rule | an internal passthrough load balancer with a reserved address on port 5432, a TCP health check and an existing instance group, reachable from other regions

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

variable "network" {
  type        = string
  description = "Network of the load balancer."
}

variable "subnetwork" {
  type        = string
  description = "Subnet of the address."
}

variable "instance_group" {
  type        = string
  description = "Instance group that answers."
}

resource "google_compute_address" "database" {
  name         = "database"
  region       = "europe-west1"
  subnetwork   = var.subnetwork
  address_type = "INTERNAL"
  purpose      = "GCE_ENDPOINT"
}

resource "google_compute_region_health_check" "database" {
  name               = "database"
  region             = "europe-west1"
  check_interval_sec = 5

  tcp_health_check {
    port = 5432
  }

  log_config {
    enable = true
  }
}

resource "google_compute_region_backend_service" "database" {
  name                  = "database"
  region                = "europe-west1"
  protocol              = "TCP"
  load_balancing_scheme = "INTERNAL"
  health_checks         = [google_compute_region_health_check.database.id]

  backend {
    group          = var.instance_group
    balancing_mode = "CONNECTION"
  }
}

resource "google_compute_forwarding_rule" "database" {
  name                  = "database"
  region                = "europe-west1"
  load_balancing_scheme = "INTERNAL"
  backend_service       = google_compute_region_backend_service.database.id
  ip_address            = google_compute_address.database.id
  ip_protocol           = "TCP"
  ports                 = ["5432"]
  network               = var.network
  subnetwork            = var.subnetwork
  allow_global_access   = true
}

output "address" {
  description = "Address of the service."
  value       = google_compute_address.database.address
}
