# Notifications about new objects of a bucket in a Pub/Sub topic.
# words: gcs bucket notifications to pubsub | tell a topic when a file is uploaded | a notification for finalised objects under reports/ of an existing bucket, an encrypted topic and the permission that Cloud Storage needs to publish

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
  description = "Bucket that is watched."
  default     = "acme-incoming"
}

variable "kms_key_name" {
  type        = string
  description = "Key that encrypts the messages."
}

data "google_storage_project_service_account" "storage" {}
resource "google_pubsub_topic" "uploads" {
  name         = "incoming-files"
  kms_key_name = var.kms_key_name
}

resource "google_pubsub_topic_iam_member" "storage" {
  topic  = google_pubsub_topic.uploads.id
  role   = "roles/pubsub.publisher"
  member = data.google_storage_project_service_account.storage.member
}

resource "google_storage_notification" "uploads" {
  bucket             = var.bucket
  topic              = google_pubsub_topic.uploads.id
  payload_format     = "JSON_API_V1"
  event_types        = ["OBJECT_FINALIZE"]
  object_name_prefix = "reports/"

  custom_attributes = {
    source = "incoming"
  }

  depends_on = [google_pubsub_topic_iam_member.storage]
}

resource "google_pubsub_subscription" "import" {
  name                    = "import-files"
  topic                   = google_pubsub_topic.uploads.id
  ack_deadline_seconds    = 120
  enable_message_ordering = false
}

output "subscription" {
  description = "Subscription to pull from."
  value       = google_pubsub_subscription.import.name
}
