# A machine image made from a disk's snapshot, shared with another project.
# words: make an image from a disk snapshot on gcp | compute image and snapshot | a snapshot of a data disk encrypted with our key and kept in Europe, an image made from it in a family and the right for another project's service account to use it

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

variable "source_disk" {
  type        = string
  description = "Disk that is copied."
}

variable "kms_key" {
  type        = string
  description = "Key that encrypts the snapshot."
}

variable "image_user" {
  type        = string
  description = "Member that starts machines from the image."
}

resource "google_compute_snapshot" "base" {
  name              = "base-2026-01"
  source_disk       = var.source_disk
  zone              = "europe-west1-b"
  storage_locations = ["europe-west1"]

  snapshot_encryption_key {
    kms_key_self_link = var.kms_key
  }

  labels = { purpose = "base-image" }
}

resource "google_compute_image" "base" {
  name              = "base-2026-01"
  family            = "base"
  description       = "Base image of January 2026"
  source_snapshot   = google_compute_snapshot.base.id
  storage_locations = ["europe-west1"]

  image_encryption_key {
    kms_key_self_link = var.kms_key
  }

  labels = { purpose = "base-image" }
}

resource "google_compute_image_iam_member" "user" {
  image  = google_compute_image.base.name
  role   = "roles/compute.imageUser"
  member = var.image_user
}

output "image_family" {
  description = "Family to start machines from."
  value       = google_compute_image.base.family
}
