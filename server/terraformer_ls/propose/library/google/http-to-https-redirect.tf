# A load balancer front end that only redirects HTTP requests to HTTPS.
# words: redirect http to https on google cloud load balancer | http redirect with a url map | a global forwarding rule on port 80 with a URL map that answers every request with a permanent redirect to HTTPS on the same address

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

variable "address_name" {
  type        = string
  description = "Reserved global address of the HTTPS load balancer."
  default     = "shop"
}

data "google_compute_global_address" "site" {
  name = var.address_name
}

resource "google_compute_url_map" "redirect" {
  name = "redirect-to-https"

  default_url_redirect {
    https_redirect         = true
    redirect_response_code = "MOVED_PERMANENTLY_DEFAULT"
    strip_query            = false
  }
}

resource "google_compute_target_http_proxy" "redirect" {
  name    = "redirect-to-https"
  url_map = google_compute_url_map.redirect.id
}

resource "google_compute_global_forwarding_rule" "http" {
  name                  = "redirect-to-https"
  target                = google_compute_target_http_proxy.redirect.id
  ip_address            = data.google_compute_global_address.site.address
  port_range            = "80"
  load_balancing_scheme = "EXTERNAL_MANAGED"
}

output "forwarding_rule_id" {
  description = "ID of the rule on port 80."
  value       = google_compute_global_forwarding_rule.http.id
}
