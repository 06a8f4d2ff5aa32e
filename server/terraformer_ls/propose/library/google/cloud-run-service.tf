# A Cloud Run service with its own service account that only one caller may invoke.
# words: a cloud run service | gcp container on cloud run with its own service account | an internal Cloud Run service with a dedicated service account, a secret as environment variable, up to ten instances and invocation by one other service only

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
  default     = "europe-docker.pkg.dev/acme/web/pricing:1.4.2"
}

variable "caller" {
  type        = string
  description = "Member that may call the service, such as serviceAccount:name@project.iam.gserviceaccount.com."
}

resource "google_service_account" "pricing" {
  account_id   = "pricing"
  display_name = "Pricing service"
}

resource "google_cloud_run_v2_service" "pricing" {
  name     = "pricing"
  location = "europe-west1"
  ingress  = "INGRESS_TRAFFIC_INTERNAL_ONLY"

  template {
    service_account = google_service_account.pricing.email

    scaling {
      min_instance_count = 1
      max_instance_count = 10
    }

    containers {
      image = var.image

      ports {
        container_port = 8080
      }

      resources {
        limits = {
          cpu    = "1"
          memory = "512Mi"
        }
      }

      env {
        name = "EXCHANGE_TOKEN"

        value_source {
          secret_key_ref {
            secret  = "exchange-token"
            version = "latest"
          }
        }
      }
    }
  }
}

resource "google_cloud_run_v2_service_iam_member" "caller" {
  name     = google_cloud_run_v2_service.pricing.name
  location = google_cloud_run_v2_service.pricing.location
  role     = "roles/run.invoker"
  member   = var.caller
}

output "service_uri" {
  description = "Address of the service."
  value       = google_cloud_run_v2_service.pricing.uri
}
