# A static site from a bucket behind a load balancer with Cloud CDN.
# words: a static website on google cloud with cdn | backend bucket with cloud cdn | a backend bucket with Cloud CDN, compression, negative caching and security headers, a URL map and an HTTPS proxy with a managed certificate

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

variable "site_bucket" {
  type        = string
  description = "Bucket that holds the pages."
  default     = "acme-docs-site"
}

variable "domain" {
  type        = string
  description = "Name of the site."
  default     = "docs.acme.io"
}

resource "google_compute_backend_bucket" "docs" {
  name             = "docs"
  bucket_name      = var.site_bucket
  enable_cdn       = true
  compression_mode = "AUTOMATIC"

  cdn_policy {
    cache_mode       = "CACHE_ALL_STATIC"
    default_ttl      = 3600
    client_ttl       = 3600
    negative_caching = true
  }

  custom_response_headers = [
    "Strict-Transport-Security: max-age=31536000; includeSubDomains",
    "X-Content-Type-Options: nosniff",
  ]
}

resource "google_compute_url_map" "docs" {
  name            = "docs"
  default_service = google_compute_backend_bucket.docs.id

  host_rule {
    hosts        = [var.domain]
    path_matcher = "docs"
  }

  path_matcher {
    name            = "docs"
    default_service = google_compute_backend_bucket.docs.id
  }
}

resource "google_compute_managed_ssl_certificate" "docs" {
  name = "docs"

  managed {
    domains = [var.domain]
  }
}

resource "google_compute_target_https_proxy" "docs" {
  name             = "docs"
  url_map          = google_compute_url_map.docs.id
  ssl_certificates = [google_compute_managed_ssl_certificate.docs.id]
}

resource "google_compute_global_address" "docs" {
  name = "docs"
}

resource "google_compute_global_forwarding_rule" "docs" {
  name                  = "docs"
  target                = google_compute_target_https_proxy.docs.id
  ip_address            = google_compute_global_address.docs.id
  port_range            = "443"
  load_balancing_scheme = "EXTERNAL_MANAGED"
}

output "address" {
  description = "Address for the DNS record."
  value       = google_compute_global_address.docs.address
}
