# A Pub/Sub topic with a subscription, a dead letter topic and a customer key.
# words: a pubsub topic and subscription | gcp pub/sub with dead letter topic | an encrypted Pub/Sub topic for telemetry with a pull subscription, retries with back-off and a dead letter topic after five attempts

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
  description = "Cloud KMS key that encrypts the messages."
}

resource "google_pubsub_topic" "telemetry" {
  name                       = "telemetry"
  kms_key_name               = var.kms_key_name
  message_retention_duration = "86400s"

  message_storage_policy {
    allowed_persistence_regions = ["europe-west1", "europe-west4"]
  }
}

resource "google_pubsub_topic" "telemetry_dead" {
  name         = "telemetry-dead"
  kms_key_name = var.kms_key_name
}

resource "google_pubsub_subscription" "warehouse" {
  name                         = "telemetry-warehouse"
  topic                        = google_pubsub_topic.telemetry.id
  ack_deadline_seconds         = 60
  message_retention_duration   = "604800s"
  enable_exactly_once_delivery = true

  retry_policy {
    minimum_backoff = "10s"
    maximum_backoff = "600s"
  }

  dead_letter_policy {
    dead_letter_topic     = google_pubsub_topic.telemetry_dead.id
    max_delivery_attempts = 5
  }

  expiration_policy {
    ttl = ""
  }
}

output "subscription_name" {
  description = "Subscription to pull from."
  value       = google_pubsub_subscription.warehouse.name
}
