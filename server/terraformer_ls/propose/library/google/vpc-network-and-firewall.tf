# A custom VPC network with a subnet, flow logs and firewall rules for HTTPS and SSH through IAP.
# words: a gcp vpc network with firewall rules | google network, subnet and firewall | a custom-mode VPC with one subnet, private Google access, flow logs, HTTPS from the load balancers and SSH only through Identity-Aware Proxy

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

resource "google_compute_network" "main" {
  name                    = "main"
  auto_create_subnetworks = false
  routing_mode            = "REGIONAL"
}

resource "google_compute_subnetwork" "web" {
  name                     = "web"
  network                  = google_compute_network.main.id
  region                   = "europe-west3"
  ip_cidr_range            = "10.60.0.0/20"
  private_ip_google_access = true

  log_config {
    aggregation_interval = "INTERVAL_5_SEC"
    flow_sampling        = 0.5
    metadata             = "INCLUDE_ALL_METADATA"
  }
}

resource "google_compute_firewall" "https" {
  name          = "https-from-load-balancers"
  network       = google_compute_network.main.name
  direction     = "INGRESS"
  source_ranges = ["130.211.0.0/22", "35.191.0.0/16"]
  target_tags   = ["web"]

  allow {
    protocol = "tcp"
    ports    = ["443"]
  }

  log_config {
    metadata = "INCLUDE_ALL_METADATA"
  }
}

resource "google_compute_firewall" "ssh" {
  name          = "ssh-through-iap"
  network       = google_compute_network.main.name
  direction     = "INGRESS"
  source_ranges = ["35.235.240.0/20"]
  target_tags   = ["ssh"]

  allow {
    protocol = "tcp"
    ports    = ["22"]
  }
}

output "network_id" {
  description = "ID of the network."
  value       = google_compute_network.main.id
}

output "subnetwork_id" {
  description = "ID of the subnet."
  value       = google_compute_subnetwork.web.id
}
