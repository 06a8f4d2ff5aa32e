# An archive bucket whose objects can't be deleted for ten years.
# words: a gcs bucket with a retention policy | worm archive on cloud storage | a dual-region archive bucket with a locked retention policy of ten years, objects moved to archive class after a month, autoclass off, our key and access logs

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

variable "kms_key_name" {
  type        = string
  description = "Key that encrypts the archive."
}

variable "log_bucket" {
  type        = string
  description = "Bucket that receives the access logs."
}

resource "google_storage_bucket" "archive" {
  name                        = "${var.project_id}-tax-archive"
  location                    = "EUR4"
  storage_class               = "NEARLINE"
  force_destroy               = false
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"

  retention_policy {
    retention_period = "315360000"
    is_locked        = true
  }

  versioning {
    enabled = true
  }

  encryption {
    default_kms_key_name = var.kms_key_name
  }

  logging {
    log_bucket = var.log_bucket
  }

  lifecycle_rule {
    action {
      type          = "SetStorageClass"
      storage_class = "ARCHIVE"
    }

    condition {
      age = 30
    }
  }

  labels = { retention = "ten-years" }

  lifecycle {
    prevent_destroy = true
  }
}

output "bucket_name" {
  description = "Name of the archive."
  value       = google_storage_bucket.archive.name
}
