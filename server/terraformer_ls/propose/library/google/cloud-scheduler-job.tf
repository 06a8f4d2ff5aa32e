# A Cloud Scheduler job that calls a Cloud Run service every night with an identity token.
# words: a cloud scheduler job calling cloud run | cron job on google cloud | a nightly Cloud Scheduler job that posts to a Cloud Run address as its own service account, retries three times and gives up after five minutes

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

variable "target_uri" {
  type        = string
  description = "Address of the Cloud Run service."
}

variable "service_name" {
  type        = string
  description = "Name of the Cloud Run service."
  default     = "reports"
}

resource "google_service_account" "scheduler" {
  account_id   = "report-scheduler"
  display_name = "Starts the nightly reports"
}

resource "google_cloud_run_v2_service_iam_member" "scheduler" {
  name     = var.service_name
  location = "europe-west1"
  role     = "roles/run.invoker"
  member   = google_service_account.scheduler.member
}

resource "google_cloud_scheduler_job" "reports" {
  name             = "nightly-reports"
  description      = "Starts the nightly reports"
  region           = "europe-west1"
  schedule         = "30 2 * * *"
  time_zone        = "Europe/Amsterdam"
  attempt_deadline = "300s"

  retry_config {
    retry_count          = 3
    min_backoff_duration = "30s"
  }

  http_target {
    http_method = "POST"
    uri         = "${var.target_uri}/reports"
    body        = base64encode(jsonencode({ kind = "daily" }))
    headers     = { "Content-Type" = "application/json" }

    oidc_token {
      service_account_email = google_service_account.scheduler.email
      audience              = var.target_uri
    }
  }
}

output "job_id" {
  description = "ID of the job."
  value       = google_cloud_scheduler_job.reports.id
}
