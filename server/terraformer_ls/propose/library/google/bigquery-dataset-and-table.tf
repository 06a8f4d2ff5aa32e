# A BigQuery dataset encrypted with a customer key, a partitioned table and a view for analysts.
# words: a bigquery dataset with a partitioned table | bigquery table and view | an EU BigQuery dataset with a customer-managed key, an events table partitioned by day and clustered by customer, a daily view and read access for the analysts' group

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

variable "kms_key_name" {
  type        = string
  description = "Key that encrypts the tables."
}

variable "analysts_group" {
  type        = string
  description = "Group that reads the data."
  default     = "analysts@acme.io"
}

resource "google_bigquery_dataset" "events" {
  dataset_id                 = "events"
  friendly_name              = "Product events"
  location                   = "EU"
  delete_contents_on_destroy = false
  max_time_travel_hours      = 168

  default_encryption_configuration {
    kms_key_name = var.kms_key_name
  }
}

resource "google_bigquery_dataset_iam_member" "analysts" {
  dataset_id = google_bigquery_dataset.events.dataset_id
  role       = "roles/bigquery.dataViewer"
  member     = "group:${var.analysts_group}"
}

resource "google_bigquery_table" "clicks" {
  dataset_id               = google_bigquery_dataset.events.dataset_id
  table_id                 = "clicks"
  clustering               = ["customer_id"]
  require_partition_filter = true
  deletion_protection      = true

  time_partitioning {
    type          = "DAY"
    field         = "occurred_at"
    expiration_ms = 34560000000
  }

  encryption_configuration {
    kms_key_name = var.kms_key_name
  }

  schema = jsonencode([
    { name = "occurred_at", type = "TIMESTAMP", mode = "REQUIRED" },
    { name = "customer_id", type = "STRING", mode = "REQUIRED" },
    { name = "page", type = "STRING", mode = "NULLABLE" },
  ])
}

resource "google_bigquery_table" "daily" {
  dataset_id          = google_bigquery_dataset.events.dataset_id
  table_id            = "clicks_per_day"
  deletion_protection = true

  encryption_configuration {
    kms_key_name = var.kms_key_name
  }

  view {
    use_legacy_sql = false
    query          = "SELECT DATE(occurred_at) AS day, COUNT(*) AS clicks FROM `${var.project_id}.events.clicks` WHERE occurred_at > TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 90 DAY) GROUP BY day"
  }
}

output "dataset_id" {
  description = "ID of the dataset."
  value       = google_bigquery_dataset.events.id
}
