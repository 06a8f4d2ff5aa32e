# A bucket with a few files of configuration and read access for one group.
# words: upload files to a gcs bucket | storage bucket objects with terraform | a versioned bucket with uniform access for shared settings, two objects made from text and JSON, soft delete of 30 days and read access for one group

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
}

variable "project_id" {
  type        = string
  description = "Google Cloud project that holds the resources."
}

variable "log_bucket" {
  type        = string
  description = "Bucket that receives the access logs."
}

variable "readers_group" {
  type        = string
  description = "Group that reads the files."
  default     = "developers@acme.io"
}

resource "google_storage_bucket" "settings" {
  name                        = "${var.project_id}-settings"
  location                    = "EUROPE-WEST1"
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"

  versioning {
    enabled = true
  }

  logging {
    log_bucket = var.log_bucket
  }

  soft_delete_policy {
    retention_duration_seconds = 2592000
  }
}

resource "google_storage_bucket_object" "motd" {
  bucket       = google_storage_bucket.settings.name
  name         = "motd.txt"
  content      = "Deployments are closed on Fridays.\n"
  content_type = "text/plain"
}

resource "google_storage_bucket_object" "limits" {
  bucket       = google_storage_bucket.settings.name
  name         = "limits.json"
  content      = jsonencode({ uploads_per_day = 200, megabytes_per_file = 25 })
  content_type = "application/json"
}

resource "google_storage_bucket_iam_member" "readers" {
  bucket = google_storage_bucket.settings.name
  role   = "roles/storage.objectViewer"
  member = "group:${var.readers_group}"
}

output "settings_url" {
  description = "Address of the limits."
  value       = "${google_storage_bucket.settings.url}/${google_storage_bucket_object.limits.name}"
}
