# A secret in Secret Manager with a generated value that one service account may read.
# words: a secret in google secret manager | gcp secret with access for a service account | a Secret Manager secret replicated in two European regions, with a generated value and read access for one service account

terraform {
  required_version = ">= 1.6"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 6.0"
    }
    random = {
      source  = "hashicorp/random"
      version = "~> 3.6"
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

variable "reader" {
  type        = string
  description = "Member that reads the secret."
}

resource "random_password" "api" {
  length  = 40
  special = false
}

resource "google_secret_manager_secret" "api" {
  secret_id = "partner-api-key"

  replication {
    user_managed {
      replicas {
        location = "europe-west1"
      }

      replicas {
        location = "europe-west4"
      }
    }
  }

  labels = { team = "partners" }
}

resource "google_secret_manager_secret_version" "api" {
  secret      = google_secret_manager_secret.api.id
  secret_data = random_password.api.result
}

resource "google_secret_manager_secret_iam_member" "reader" {
  secret_id = google_secret_manager_secret.api.id
  role      = "roles/secretmanager.secretAccessor"
  member    = var.reader
}

output "secret_id" {
  description = "ID of the secret."
  value       = google_secret_manager_secret.api.id
}
