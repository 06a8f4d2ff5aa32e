# A public Cloud DNS zone with DNSSEC and records for a site and its mail.
# words: a cloud dns zone with records | google dns managed zone with dnssec | a public managed zone with DNSSEC on and query logs, an A record, a www CNAME, MX records and a CAA record

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

variable "domain" {
  type        = string
  description = "Domain of the zone, without the final dot."
  default     = "harbour-museum.org"
}

variable "site_address" {
  type        = string
  description = "Address of the site."
  default     = "203.0.113.99"
}

locals {
  records = {
    apex = { name = "", type = "A", values = [var.site_address] }
    www  = { name = "www.", type = "CNAME", values = ["${var.domain}."] }
    mail = { name = "", type = "MX", values = ["10 mx1.mail-host.net.", "20 mx2.mail-host.net."] }
    caa  = { name = "", type = "CAA", values = ["0 issue \"pki.goog\""] }
  }
}

resource "google_dns_managed_zone" "main" {
  name        = replace(var.domain, ".", "-")
  dns_name    = "${var.domain}."
  description = "Public zone of the museum"

  dnssec_config {
    state = "on"

    default_key_specs {
      algorithm  = "ecdsap256sha256"
      key_length = 256
      key_type   = "keySigning"
    }

    default_key_specs {
      algorithm  = "ecdsap256sha256"
      key_length = 256
      key_type   = "zoneSigning"
    }
  }

  cloud_logging_config {
    enable_logging = true
  }
}

resource "google_dns_record_set" "record" {
  for_each     = local.records
  managed_zone = google_dns_managed_zone.main.name
  name         = "${each.value.name}${google_dns_managed_zone.main.dns_name}"
  type         = each.value.type
  ttl          = 3600
  rrdatas      = each.value.values
}

output "name_servers" {
  description = "Servers to enter at the registrar."
  value       = google_dns_managed_zone.main.name_servers
}
