# A Dataflow template job that streams Pub/Sub messages into BigQuery without public addresses.
# words: stream pubsub to bigquery with dataflow | dataflow job from a template | a streaming Dataflow job from Google's Pub/Sub to BigQuery template with private workers, its own service account, at most five workers and our key

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

variable "subnetwork" {
  type        = string
  description = "Full name of the subnet of the workers."
}

variable "network" {
  type        = string
  description = "Network of the workers."
}

variable "temp_bucket" {
  type        = string
  description = "Bucket for temporary files."
  default     = "acme-dataflow-temp"
}

variable "kms_key_name" {
  type        = string
  description = "Key that encrypts the job's data."
}

variable "subscription" {
  type        = string
  description = "Subscription to read from."
}

variable "table" {
  type        = string
  description = "Table to write to."
  default     = "acme-data:events.clicks"
}

resource "google_service_account" "stream" {
  account_id   = "clicks-stream"
  display_name = "Streams clicks into BigQuery"
}

resource "google_project_iam_member" "stream" {
  for_each = toset(["roles/dataflow.worker", "roles/bigquery.jobUser"])
  project  = var.project_id
  role     = each.value
  member   = google_service_account.stream.member
}

resource "google_dataflow_job" "clicks" {
  name                    = "clicks-to-bigquery"
  region                  = "europe-west1"
  template_gcs_path       = "gs://dataflow-templates-europe-west1/latest/PubSub_Subscription_to_BigQuery"
  temp_gcs_location       = "gs://${var.temp_bucket}/clicks"
  service_account_email   = google_service_account.stream.email
  network                 = var.network
  subnetwork              = var.subnetwork
  ip_configuration        = "WORKER_IP_PRIVATE"
  machine_type            = "n2-standard-2"
  max_workers             = 5
  kms_key_name            = var.kms_key_name
  enable_streaming_engine = true
  on_delete               = "drain"

  parameters = {
    inputSubscription = var.subscription
    outputTableSpec   = var.table
  }

  depends_on = [google_project_iam_member.stream]
}

output "job_id" {
  description = "ID of the job."
  value       = google_dataflow_job.clicks.job_id
}
