# A public Cloud Run service with a domain, traffic split between two revisions.
# words: a public cloud run service with traffic splitting | cloud run canary with custom domain | a public Cloud Run website with its own service account, ninety percent of traffic on the stable revision and ten on the newest, probes, session affinity and a domain mapping

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

variable "image" {
  type        = string
  description = "Container image with its tag."
  default     = "europe-docker.pkg.dev/acme/web/site:7.3.0"
}

variable "stable_revision" {
  type        = string
  description = "Revision that receives most of the traffic."
  default     = "site-00041"
}

variable "domain" {
  type        = string
  description = "Name of the site."
  default     = "www.harbour-museum.org"
}

resource "google_service_account" "site" {
  account_id   = "site-runner"
  display_name = "Public site"
}

resource "google_cloud_run_v2_service" "site" {
  name                 = "site"
  location             = "europe-west1"
  ingress              = "INGRESS_TRAFFIC_ALL"
  deletion_protection  = true
  invoker_iam_disabled = true

  template {
    service_account                  = google_service_account.site.email
    session_affinity                 = true
    max_instance_request_concurrency = 80

    scaling {
      min_instance_count = 1
      max_instance_count = 20
    }

    containers {
      image = var.image

      ports {
        container_port = 8080
      }

      startup_probe {
        http_get {
          path = "/healthz"
        }
      }

      liveness_probe {
        http_get {
          path = "/healthz"
        }
      }
    }
  }

  traffic {
    type     = "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION"
    revision = var.stable_revision
    percent  = 90
  }

  traffic {
    type    = "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST"
    percent = 10
  }
}

resource "google_cloud_run_domain_mapping" "site" {
  name     = var.domain
  location = "europe-west1"

  metadata {
    namespace = var.project_id
  }

  spec {
    route_name = google_cloud_run_v2_service.site.name
  }
}

output "uri" {
  description = "Address without the own name."
  value       = google_cloud_run_v2_service.site.uri
}
