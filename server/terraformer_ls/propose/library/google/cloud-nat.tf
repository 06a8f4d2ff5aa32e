# A Cloud Router and NAT so that private machines reach the internet from one fixed address.
# words: a cloud nat gateway on gcp | cloud router with nat and static ip | Cloud NAT for one subnet with a reserved address, limits per machine and logs of errors

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
  region  = "europe-west3"
}

variable "project_id" {
  type        = string
  description = "Google Cloud project that holds the resources."
}

variable "network" {
  type        = string
  description = "Network of the subnet."
}

variable "subnetwork" {
  type        = string
  description = "Subnet whose machines go out."
}

resource "google_compute_address" "egress" {
  name   = "egress"
  region = "europe-west3"
}

resource "google_compute_router" "egress" {
  name    = "egress"
  region  = "europe-west3"
  network = var.network
}

resource "google_compute_router_nat" "egress" {
  name                               = "egress"
  router                             = google_compute_router.egress.name
  region                             = google_compute_router.egress.region
  nat_ip_allocate_option             = "MANUAL_ONLY"
  nat_ips                            = [google_compute_address.egress.self_link]
  source_subnetwork_ip_ranges_to_nat = "LIST_OF_SUBNETWORKS"
  min_ports_per_vm                   = 128

  subnetwork {
    name                    = var.subnetwork
    source_ip_ranges_to_nat = ["ALL_IP_RANGES"]
  }

  log_config {
    enable = true
    filter = "ERRORS_ONLY"
  }
}

output "egress_address" {
  description = "Address that partners can allow."
  value       = google_compute_address.egress.address
}
