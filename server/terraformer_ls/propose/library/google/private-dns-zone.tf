# A private Cloud DNS zone for a network and a forwarding zone to the office's DNS servers.
# words: a private dns zone on gcp | cloud dns private and forwarding zones | a private zone internal.acme.io for one network with two A records, and a forwarding zone corp.acme.io to the office's DNS servers

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
  description = "Network that resolves the names."
}

variable "office_dns_servers" {
  type        = list(string)
  description = "DNS servers of the office."
  default     = ["192.168.10.53", "192.168.11.53"]
}

resource "google_dns_managed_zone" "internal" {
  name        = "internal"
  dns_name    = "internal.acme.io."
  description = "Names of the internal services"
  visibility  = "private"

  private_visibility_config {
    networks {
      network_url = var.network_id
    }
  }
}

resource "google_dns_record_set" "service" {
  for_each     = { ledger = "10.60.0.10", reports = "10.60.0.11" }
  managed_zone = google_dns_managed_zone.internal.name
  name         = "${each.key}.${google_dns_managed_zone.internal.dns_name}"
  type         = "A"
  ttl          = 300
  rrdatas      = [each.value]
}

resource "google_dns_managed_zone" "office" {
  name        = "office"
  dns_name    = "corp.acme.io."
  description = "Asks the office's servers"
  visibility  = "private"

  private_visibility_config {
    networks {
      network_url = var.network_id
    }
  }

  forwarding_config {
    dynamic "target_name_servers" {
      for_each = var.office_dns_servers

      content {
        ipv4_address    = target_name_servers.value
        forwarding_path = "private"
      }
    }
  }
}

output "internal_zone" {
  description = "Zone for further records."
  value       = google_dns_managed_zone.internal.name
}
