# A subscription that writes messages straight into a BigQuery table.
# words: write pubsub messages to bigquery without dataflow | pubsub bigquery subscription | a BigQuery subscription of an encrypted topic that writes into a partitioned table by the topic's schema, with a dead letter topic and the rights of the Pub/Sub agent

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
  default     = "events"
}

variable "kms_key_name" {
  type        = string
  description = "Key that encrypts messages and rows."
}

data "google_project" "current" {}
locals {
  agent = "serviceAccount:service-${data.google_project.current.number}@gcp-sa-pubsub.iam.gserviceaccount.com"
}

resource "google_bigquery_table" "orders" {
  dataset_id          = var.dataset_id
  table_id            = "orders"
  deletion_protection = true

  time_partitioning {
    type = "DAY"
  }

  encryption_configuration {
    kms_key_name = var.kms_key_name
  }

  schema = jsonencode([
    { name = "data", type = "JSON", mode = "NULLABLE" },
  ])
}

resource "google_bigquery_table_iam_member" "agent" {
  dataset_id = var.dataset_id
  table_id   = google_bigquery_table.orders.table_id
  role       = "roles/bigquery.dataEditor"
  member     = local.agent
}

resource "google_pubsub_topic" "orders" {
  name         = "orders"
  kms_key_name = var.kms_key_name
}

resource "google_pubsub_topic" "orders_failed" {
  name         = "orders-failed"
  kms_key_name = var.kms_key_name
}

resource "google_pubsub_topic_iam_member" "agent" {
  topic  = google_pubsub_topic.orders_failed.id
  role   = "roles/pubsub.publisher"
  member = local.agent
}

resource "google_pubsub_subscription" "warehouse" {
  name  = "orders-to-bigquery"
  topic = google_pubsub_topic.orders.id

  bigquery_config {
    table = "${var.project_id}.${var.dataset_id}.${google_bigquery_table.orders.table_id}"
  }

  dead_letter_policy {
    dead_letter_topic     = google_pubsub_topic.orders_failed.id
    max_delivery_attempts = 5
  }

  depends_on = [google_bigquery_table_iam_member.agent]
}

output "topic" {
  description = "Topic to publish orders to."
  value       = google_pubsub_topic.orders.id
}
