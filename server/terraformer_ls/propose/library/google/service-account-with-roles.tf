# A service account with the few roles that a batch job needs, granted on single resources.
# words: a google service account with roles | gcp service account for a batch job | a service account that may read one bucket, publish to one topic and write logs, with no project-wide editor role

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

variable "bucket" {
  type        = string
  description = "Bucket that the job reads."
  default     = "acme-exports"
}

variable "topic" {
  type        = string
  description = "Topic that the job publishes to."
  default     = "export-finished"
}

resource "google_service_account" "export" {
  account_id   = "export-job"
  display_name = "Nightly export job"
  description  = "Reads the exports and announces them"
}

resource "google_storage_bucket_iam_member" "export" {
  bucket = var.bucket
  role   = "roles/storage.objectViewer"
  member = google_service_account.export.member
}

resource "google_pubsub_topic_iam_member" "export" {
  topic  = var.topic
  role   = "roles/pubsub.publisher"
  member = google_service_account.export.member
}

resource "google_project_iam_member" "logs" {
  project = var.project_id
  role    = "roles/logging.logWriter"
  member  = google_service_account.export.member
}

output "email" {
  description = "Address of the service account."
  value       = google_service_account.export.email
}
