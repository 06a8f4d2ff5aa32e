# A topic with a schema whose messages are pushed to a Cloud Run service with a token.
# words: push pubsub messages to cloud run | pubsub push subscription with schema | a Pub/Sub topic with an Avro schema and a push subscription that calls a Cloud Run service with an OIDC token, exponential retries and a dead letter topic

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

variable "endpoint" {
  type        = string
  description = "Address that messages are pushed to."
  default     = "https://stock-abc123-ew.a.run.app/events"
}

variable "service_name" {
  type        = string
  description = "Name of the Cloud Run service."
  default     = "stock"
}

variable "kms_key_name" {
  type        = string
  description = "Key that encrypts the messages."
}

resource "google_pubsub_schema" "movement" {
  name = "stock-movement"
  type = "AVRO"

  definition = jsonencode({
    type = "record"
    name = "Movement"
    fields = [
      { name = "sku", type = "string" },
      { name = "quantity", type = "int" },
    ]
  })
}

resource "google_pubsub_topic" "movements" {
  name         = "stock-movements"
  kms_key_name = var.kms_key_name

  schema_settings {
    schema   = google_pubsub_schema.movement.id
    encoding = "JSON"
  }
}

resource "google_pubsub_topic" "failed" {
  name         = "stock-movements-failed"
  kms_key_name = var.kms_key_name
}

resource "google_service_account" "push" {
  account_id   = "stock-push"
  display_name = "Pushes stock movements"
}

resource "google_cloud_run_v2_service_iam_member" "push" {
  name     = var.service_name
  location = "europe-west1"
  role     = "roles/run.invoker"
  member   = google_service_account.push.member
}

resource "google_pubsub_subscription" "stock" {
  name                 = "stock"
  topic                = google_pubsub_topic.movements.id
  ack_deadline_seconds = 30

  push_config {
    push_endpoint = var.endpoint

    oidc_token {
      service_account_email = google_service_account.push.email
    }
  }

  retry_policy {
    minimum_backoff = "10s"
    maximum_backoff = "300s"
  }

  dead_letter_policy {
    dead_letter_topic     = google_pubsub_topic.failed.id
    max_delivery_attempts = 10
  }
}

output "topic_id" {
  description = "Topic to publish to."
  value       = google_pubsub_topic.movements.id
}
