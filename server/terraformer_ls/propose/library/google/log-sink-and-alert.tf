# A log sink to BigQuery, a metric from error logs and an alert that mails the team.
# words: a log sink to bigquery with an alert on errors | log based metric and alert policy on gcp | a project log sink that exports audit logs to a BigQuery dataset, a log-based metric of 5xx answers and an alert policy with an e-mail channel

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

variable "audit_dataset" {
  type        = string
  description = "Existing dataset for the audit logs."
  default     = "audit"
}

variable "team_address" {
  type        = string
  description = "Address that receives the alerts."
  default     = "web@acme.io"
}

resource "google_logging_project_sink" "audit" {
  name                   = "audit-to-bigquery"
  destination            = "bigquery.googleapis.com/projects/${var.project_id}/datasets/${var.audit_dataset}"
  filter                 = "logName:\"cloudaudit.googleapis.com\""
  unique_writer_identity = true

  bigquery_options {
    use_partitioned_tables = true
  }
}

resource "google_bigquery_dataset_iam_member" "sink" {
  dataset_id = var.audit_dataset
  role       = "roles/bigquery.dataEditor"
  member     = google_logging_project_sink.audit.writer_identity
}

resource "google_logging_metric" "server_errors" {
  name   = "shop/server-errors"
  filter = "resource.type=\"cloud_run_revision\" AND httpRequest.status>=500"

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
  }
}

resource "google_monitoring_notification_channel" "team" {
  display_name = "Web team"
  type         = "email"
  labels       = { email_address = var.team_address }
}

resource "google_monitoring_alert_policy" "server_errors" {
  display_name          = "Server errors in the shop"
  combiner              = "OR"
  notification_channels = [google_monitoring_notification_channel.team.id]

  conditions {
    display_name = "More than five in five minutes"

    condition_threshold {
      filter          = "metric.type=\"logging.googleapis.com/user/${google_logging_metric.server_errors.name}\" AND resource.type=\"cloud_run_revision\""
      comparison      = "COMPARISON_GT"
      threshold_value = 5
      duration        = "0s"

      aggregations {
        alignment_period   = "300s"
        per_series_aligner = "ALIGN_SUM"
      }
    }
  }
}

output "writer_identity" {
  description = "Identity that writes the logs."
  value       = google_logging_project_sink.audit.writer_identity
}
