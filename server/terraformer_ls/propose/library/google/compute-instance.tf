# A Compute Engine virtual machine without public address, with shielded boot and its own service account.
# words: a google compute engine vm instance | gcp virtual machine instance without public ip | a Debian 12 virtual machine with shielded boot, OS Login, no external address, a disk encrypted by our key and a dedicated service account

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

variable "subnetwork" {
  type        = string
  description = "Subnet of the machine."
}

variable "kms_key" {
  type        = string
  description = "Cloud KMS key that encrypts the disk."
}

resource "google_service_account" "scheduler" {
  account_id   = "scheduler-vm"
  display_name = "Scheduler machine"
}

resource "google_compute_instance" "scheduler" {
  name                = "scheduler"
  machine_type        = "e2-medium"
  zone                = "europe-west1-b"
  deletion_protection = true

  boot_disk {
    kms_key_self_link = var.kms_key

    initialize_params {
      image = "debian-cloud/debian-12"
      size  = 20
      type  = "pd-balanced"
    }
  }

  network_interface {
    subnetwork = var.subnetwork
  }

  shielded_instance_config {
    enable_secure_boot          = true
    enable_vtpm                 = true
    enable_integrity_monitoring = true
  }

  service_account {
    email  = google_service_account.scheduler.email
    scopes = ["cloud-platform"]
  }

  metadata = {
    enable-oslogin         = "TRUE"
    block-project-ssh-keys = "TRUE"
  }
}

output "internal_ip" {
  description = "Address inside the network."
  value       = google_compute_instance.scheduler.network_interface[0].network_ip
}
