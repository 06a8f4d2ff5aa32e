# A data disk encrypted by our key, attached to a machine, with daily snapshots.
# words: a persistent disk with snapshots on gcp | compute disk and snapshot schedule | a 200 GB balanced disk encrypted with our key attached to an existing machine, and a schedule of daily snapshots kept two weeks in Europe

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

variable "instance" {
  type        = string
  description = "Machine that uses the disk."
}

variable "kms_key" {
  type        = string
  description = "Key that encrypts the disk."
}

locals {
  zone = "europe-west1-b"
}

resource "google_compute_disk" "data" {
  name = "warehouse-data"
  zone = local.zone
  type = "pd-balanced"
  size = 200

  disk_encryption_key {
    kms_key_self_link = var.kms_key
  }

  labels = { team = "warehouse" }
}

resource "google_compute_attached_disk" "data" {
  disk     = google_compute_disk.data.id
  instance = var.instance
  zone     = local.zone
}

resource "google_compute_resource_policy" "daily" {
  name   = "daily-snapshots"
  region = "europe-west1"

  snapshot_schedule_policy {
    schedule {
      daily_schedule {
        days_in_cycle = 1
        start_time    = "03:00"
      }
    }

    retention_policy {
      max_retention_days    = 14
      on_source_disk_delete = "KEEP_AUTO_SNAPSHOTS"
    }

    snapshot_properties {
      storage_locations = ["eu"]
      guest_flush       = false
    }
  }
}

resource "google_compute_disk_resource_policy_attachment" "daily" {
  name = google_compute_resource_policy.daily.name
  disk = google_compute_disk.data.name
  zone = local.zone
}

output "disk_id" {
  description = "ID of the disk."
  value       = google_compute_disk.data.id
}
