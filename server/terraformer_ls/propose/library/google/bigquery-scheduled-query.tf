# A scheduled query that fills a BigQuery table every morning, and a routine for it.
# words: a bigquery scheduled query | bigquery data transfer and routine | a daily scheduled query that writes revenue by country into a table with its own service account, notices to Pub/Sub, and a SQL function that converts cents

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

variable "dataset_id" {
  type        = string
  description = "Existing dataset."
  default     = "sales"
}

variable "notification_topic" {
  type        = string
  description = "Topic that hears of runs."
}

resource "google_service_account" "queries" {
  account_id   = "scheduled-queries"
  display_name = "Runs scheduled queries"
}

resource "google_bigquery_dataset_iam_member" "queries" {
  dataset_id = var.dataset_id
  role       = "roles/bigquery.dataEditor"
  member     = google_service_account.queries.member
}

resource "google_bigquery_routine" "euros" {
  dataset_id      = var.dataset_id
  routine_id      = "euros"
  routine_type    = "SCALAR_FUNCTION"
  language        = "SQL"
  definition_body = "cents / 100"

  arguments {
    name      = "cents"
    data_type = jsonencode({ typeKind = "INT64" })
  }
}

resource "google_bigquery_data_transfer_config" "revenue" {
  display_name              = "Revenue by country"
  data_source_id            = "scheduled_query"
  location                  = "EU"
  schedule                  = "every day 05:00"
  destination_dataset_id    = var.dataset_id
  service_account_name      = google_service_account.queries.email
  notification_pubsub_topic = var.notification_topic

  params = {
    destination_table_name_template = "revenue_{run_date}"
    write_disposition               = "WRITE_TRUNCATE"
    query                           = "SELECT country, SUM(${var.dataset_id}.euros(cents)) AS revenue FROM ${var.dataset_id}.receipts GROUP BY country"
  }

  depends_on = [google_bigquery_dataset_iam_member.queries]
}

output "transfer_name" {
  description = "Name of the schedule."
  value       = google_bigquery_data_transfer_config.revenue.name
}
