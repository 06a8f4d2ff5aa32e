# A global HTTPS load balancer in front of a Cloud Run service, with a managed certificate and Cloud Armor.
# words: a google https load balancer for cloud run | global load balancer with managed certificate | a global external HTTPS load balancer with a static address, a Google-managed certificate, a Cloud Armor policy and a serverless backend

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

variable "domain" {
  type        = string
  description = "Name that the certificate is for."
  default     = "shop.acme.io"
}

variable "cloud_run_service" {
  type        = string
  description = "Service that answers the requests."
  default     = "shop"
}

variable "security_policy" {
  type        = string
  description = "Cloud Armor policy of the backend."
}

resource "google_compute_global_address" "shop" {
  name = "shop"
}

resource "google_compute_region_network_endpoint_group" "shop" {
  name                  = "shop"
  region                = "europe-west1"
  network_endpoint_type = "SERVERLESS"

  cloud_run {
    service = var.cloud_run_service
  }
}

resource "google_compute_backend_service" "shop" {
  name                  = "shop"
  protocol              = "HTTPS"
  load_balancing_scheme = "EXTERNAL_MANAGED"
  security_policy       = var.security_policy

  backend {
    group = google_compute_region_network_endpoint_group.shop.id
  }

  log_config {
    enable      = true
    sample_rate = 1
  }
}

resource "google_compute_url_map" "shop" {
  name            = "shop"
  default_service = google_compute_backend_service.shop.id
}

resource "google_compute_managed_ssl_certificate" "shop" {
  name = "shop"

  managed {
    domains = [var.domain]
  }
}

resource "google_compute_ssl_policy" "modern" {
  name            = "modern"
  profile         = "MODERN"
  min_tls_version = "TLS_1_2"
}

resource "google_compute_target_https_proxy" "shop" {
  name             = "shop"
  url_map          = google_compute_url_map.shop.id
  ssl_certificates = [google_compute_managed_ssl_certificate.shop.id]
  ssl_policy       = google_compute_ssl_policy.modern.id
}

resource "google_compute_global_forwarding_rule" "https" {
  name                  = "shop-https"
  target                = google_compute_target_https_proxy.shop.id
  ip_address            = google_compute_global_address.shop.id
  port_range            = "443"
  load_balancing_scheme = "EXTERNAL_MANAGED"
}

output "address" {
  description = "Address for the DNS record."
  value       = google_compute_global_address.shop.address
}
