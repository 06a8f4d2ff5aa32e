# A Private Service Connect address for all Google APIs, with the DNS records for it.
# words: private service connect for google apis | reach google apis over a private address | a global internal address for the all-apis bundle, its forwarding rule and a private zone that points googleapis.com at it

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
}

variable "project_id" {
  type        = string
  description = "Google Cloud project that holds the resources."
}

variable "network_id" {
  type        = string
  description = "Network that uses the address."
}

variable "address" {
  type        = string
  description = "Free address outside of every subnet."
  default     = "10.255.0.10"
}

resource "google_compute_global_address" "apis" {
  name         = "google-apis"
  purpose      = "PRIVATE_SERVICE_CONNECT"
  address_type = "INTERNAL"
  network      = var.network_id
  address      = var.address
}

resource "google_compute_global_forwarding_rule" "apis" {
  name                  = "googleapis"
  target                = "all-apis"
  network               = var.network_id
  ip_address            = google_compute_global_address.apis.id
  load_balancing_scheme = ""
}

resource "google_dns_managed_zone" "apis" {
  name        = "googleapis"
  dns_name    = "googleapis.com."
  description = "Sends API calls to the private address"
  visibility  = "private"

  private_visibility_config {
    networks {
      network_url = var.network_id
    }
  }
}

resource "google_dns_record_set" "apex" {
  managed_zone = google_dns_managed_zone.apis.name
  name         = google_dns_managed_zone.apis.dns_name
  type         = "A"
  ttl          = 300
  rrdatas      = [var.address]
}

resource "google_dns_record_set" "wildcard" {
  managed_zone = google_dns_managed_zone.apis.name
  name         = "*.${google_dns_managed_zone.apis.dns_name}"
  type         = "CNAME"
  ttl          = 300
  rrdatas      = [google_dns_managed_zone.apis.dns_name]
}

output "endpoint_address" {
  description = "Private address of the APIs."
  value       = google_compute_global_address.apis.address
}
