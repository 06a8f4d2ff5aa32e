# A log bucket with its own retention and key, and a view for one team.
# words: a cloud logging bucket with retention | log bucket, view and exclusion on gcp | a log bucket in Europe kept 400 days and encrypted with our key, a sink that fills it, an exclusion of health checks and a view for the payments team

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

variable "kms_key_name" {
  type        = string
  description = "Key that encrypts the logs."
}

variable "team" {
  type        = string
  description = "Member that reads the view."
  default     = "group:payments@acme.io"
}

resource "google_logging_project_bucket_config" "payments" {
  project          = var.project_id
  location         = "europe-west1"
  bucket_id        = "payments"
  retention_days   = 400
  enable_analytics = true

  cmek_settings {
    kms_key_name = var.kms_key_name
  }
}

resource "google_logging_project_sink" "payments" {
  name                   = "payments"
  destination            = "logging.googleapis.com/${google_logging_project_bucket_config.payments.id}"
  filter                 = "resource.labels.service_name=\"payments\""
  unique_writer_identity = true

  exclusions {
    name        = "health-checks"
    description = "Probes of the load balancer"
    filter      = "httpRequest.requestUrl=~\"/healthz$\""
  }
}

resource "google_logging_log_view" "payments" {
  name        = "payments-team"
  bucket      = google_logging_project_bucket_config.payments.id
  description = "What the payments team may read"
  filter      = "source(\"projects/${var.project_id}\") AND resource.type = \"cloud_run_revision\""
}

resource "google_logging_log_view_iam_member" "team" {
  parent   = google_logging_log_view.payments.parent
  location = google_logging_log_view.payments.location
  bucket   = google_logging_log_view.payments.bucket
  name     = google_logging_log_view.payments.name
  role     = "roles/logging.viewAccessor"
  member   = var.team
}

output "view_id" {
  description = "ID of the view."
  value       = google_logging_log_view.payments.id
}
