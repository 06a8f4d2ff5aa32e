# A Firestore database with point-in-time recovery, an index, a TTL field and daily backups.
# words: a firestore database | firestore with index and backups | a native Firestore database in Europe with delete protection, point-in-time recovery, a composite index for orders, a TTL on sessions and daily backups kept a week

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

resource "google_project_service" "firestore" {
  service            = "firestore.googleapis.com"
  disable_on_destroy = false
}

resource "google_firestore_database" "shop" {
  name                              = "shop"
  location_id                       = "eur3"
  type                              = "FIRESTORE_NATIVE"
  concurrency_mode                  = "OPTIMISTIC"
  point_in_time_recovery_enablement = "POINT_IN_TIME_RECOVERY_ENABLED"
  delete_protection_state           = "DELETE_PROTECTION_ENABLED"

  depends_on = [google_project_service.firestore]
}

resource "google_firestore_index" "orders" {
  database   = google_firestore_database.shop.name
  collection = "orders"

  fields {
    field_path = "customer"
    order      = "ASCENDING"
  }

  fields {
    field_path = "placedAt"
    order      = "DESCENDING"
  }
}

resource "google_firestore_field" "session_expiry" {
  database   = google_firestore_database.shop.name
  collection = "sessions"
  field      = "expiresAt"

  ttl_config {}
}

resource "google_firestore_backup_schedule" "daily" {
  database  = google_firestore_database.shop.name
  retention = "604800s"

  daily_recurrence {}
}

output "database_name" {
  description = "Name of the database."
  value       = google_firestore_database.shop.name
}
