# Firewall rules of an existing network from a map, with everything else refused and logged.
# words: gcp firewall rules from a map | google firewall allow https and ssh | firewall rules for one network by service account target: HTTPS from the load balancers, SSH through Identity-Aware Proxy, PostgreSQL from one range, and a logged rule that refuses the rest

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
  description = "Network of the rules."
  default     = "main"
}

variable "web_service_account" {
  type        = string
  description = "Service account of the web machines."
}

locals {
  rules = {
    https    = { priority = 1000, port = "443", sources = ["130.211.0.0/22", "35.191.0.0/16"] }
    ssh      = { priority = 1010, port = "22", sources = ["35.235.240.0/20"] }
    postgres = { priority = 1020, port = "5432", sources = ["10.60.16.0/20"] }
  }
}

resource "google_compute_firewall" "allow" {
  for_each                = local.rules
  name                    = "allow-${each.key}"
  network                 = var.network
  direction               = "INGRESS"
  priority                = each.value.priority
  source_ranges           = each.value.sources
  target_service_accounts = [var.web_service_account]

  allow {
    protocol = "tcp"
    ports    = [each.value.port]
  }

  log_config {
    metadata = "EXCLUDE_ALL_METADATA"
  }
}

resource "google_compute_firewall" "deny" {
  name          = "deny-everything-else"
  network       = var.network
  direction     = "INGRESS"
  priority      = 65000
  source_ranges = ["0.0.0.0/0"]

  deny {
    protocol = "all"
  }

  log_config {
    metadata = "INCLUDE_ALL_METADATA"
  }
}

output "rule_names" {
  description = "Names of the rules."
  value       = [for rule in google_compute_firewall.allow : rule.name]
}
