# A Cloud Function in Python that handles Pub/Sub messages with its own service account.
# words: a google cloud function triggered by pubsub | cloud functions gen2 python | a second generation Cloud Function in Python 3.12 with internal ingress, at most five instances, retries, its own service account and source code from a bucket

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

variable "source_bucket" {
  type        = string
  description = "Bucket with the zipped source code."
}

variable "source_object" {
  type        = string
  description = "Object with the zipped source code."
  default     = "thumbnails-1.4.0.zip"
}

variable "kms_key_name" {
  type        = string
  description = "Key that encrypts the topic."
}

resource "google_service_account" "thumbnails" {
  account_id   = "thumbnails"
  display_name = "Thumbnail function"
}

resource "google_pubsub_topic" "uploads" {
  name         = "uploads"
  kms_key_name = var.kms_key_name
}

resource "google_cloudfunctions2_function" "thumbnails" {
  name        = "thumbnails"
  location    = "europe-west1"
  description = "Makes thumbnails of uploaded pictures"

  build_config {
    runtime     = "python312"
    entry_point = "handle"

    source {
      storage_source {
        bucket = var.source_bucket
        object = var.source_object
      }
    }
  }

  service_config {
    available_memory      = "512M"
    timeout_seconds       = 120
    max_instance_count    = 5
    ingress_settings      = "ALLOW_INTERNAL_ONLY"
    service_account_email = google_service_account.thumbnails.email

    environment_variables = {
      WIDTH = "320"
    }
  }

  event_trigger {
    event_type            = "google.cloud.pubsub.topic.v1.messagePublished"
    pubsub_topic          = google_pubsub_topic.uploads.id
    retry_policy          = "RETRY_POLICY_RETRY"
    service_account_email = google_service_account.thumbnails.email
  }
}

output "topic_id" {
  description = "Topic that starts the function."
  value       = google_pubsub_topic.uploads.id
}
