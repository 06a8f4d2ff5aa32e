# A wildcard certificate of Certificate Manager validated by DNS, for load balancers.
# words: a wildcard certificate with google certificate manager | managed certificate with dns authorization | a DNS authorisation with its record in an existing zone, a managed certificate for a domain and its wildcard, a certificate map and its entry

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
  description = "Domain of the certificate."
  default     = "trailmap.app"
}

variable "zone_name" {
  type        = string
  description = "Managed zone of the domain."
  default     = "trailmap-app"
}

resource "google_certificate_manager_dns_authorization" "main" {
  name        = "trailmap"
  domain      = var.domain
  description = "Proves that the domain is ours"
}

resource "google_dns_record_set" "authorization" {
  managed_zone = var.zone_name
  name         = google_certificate_manager_dns_authorization.main.dns_resource_record[0].name
  type         = google_certificate_manager_dns_authorization.main.dns_resource_record[0].type
  ttl          = 300
  rrdatas      = [google_certificate_manager_dns_authorization.main.dns_resource_record[0].data]
}

resource "google_certificate_manager_certificate" "main" {
  name        = "trailmap"
  description = "The domain and its wildcard"

  managed {
    domains            = [var.domain, "*.${var.domain}"]
    dns_authorizations = [google_certificate_manager_dns_authorization.main.id]
  }
}

resource "google_certificate_manager_certificate_map" "main" {
  name        = "trailmap"
  description = "Certificates of the load balancer"
}

resource "google_certificate_manager_certificate_map_entry" "main" {
  name         = "trailmap-wildcard"
  map          = google_certificate_manager_certificate_map.main.name
  certificates = [google_certificate_manager_certificate.main.id]
  hostname     = "*.${var.domain}"
}

output "certificate_map" {
  description = "Map for the HTTPS proxy."
  value       = google_certificate_manager_certificate_map.main.id
}
