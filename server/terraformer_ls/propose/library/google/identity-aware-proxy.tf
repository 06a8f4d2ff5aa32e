# Access to an internal web backend through Identity-Aware Proxy for one group.
# words: identity aware proxy for a backend service | protect an internal app with iap on gcp | IAP on an existing backend service so that only one Google group reaches the admin pages, and SSH tunnels to one machine for operators

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

variable "backend_service" {
  type        = string
  description = "Backend service of the admin pages."
  default     = "admin"
}

variable "administrators_group" {
  type        = string
  description = "Group that may open the pages."
  default     = "administrators@acme.io"
}

variable "machine" {
  type        = object({ name = string, zone = string })
  description = "Machine that operators reach."
  default     = { name = "scheduler", zone = "europe-west1-b" }
}

resource "google_project_service" "iap" {
  service            = "iap.googleapis.com"
  disable_on_destroy = false
}

resource "google_iap_web_backend_service_iam_member" "administrators" {
  web_backend_service = var.backend_service
  role                = "roles/iap.httpsResourceAccessor"
  member              = "group:${var.administrators_group}"

  condition {
    title       = "working-hours"
    description = "From seven to seven"
    expression  = "request.time.getHours(\"Europe/Berlin\") >= 7 && request.time.getHours(\"Europe/Berlin\") < 19"
  }

  depends_on = [google_project_service.iap]
}

resource "google_iap_tunnel_instance_iam_member" "operators" {
  instance = var.machine.name
  zone     = var.machine.zone
  role     = "roles/iap.tunnelResourceAccessor"
  member   = "group:${var.administrators_group}"
}

resource "google_compute_instance_iam_member" "operators" {
  instance_name = var.machine.name
  zone          = var.machine.zone
  role          = "roles/compute.osLogin"
  member        = "group:${var.administrators_group}"
}

output "protected_backend" {
  description = "Backend that is protected."
  value       = google_iap_web_backend_service_iam_member.administrators.web_backend_service
}
