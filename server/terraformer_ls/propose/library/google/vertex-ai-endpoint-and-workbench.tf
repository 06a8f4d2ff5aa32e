# A Vertex AI endpoint, a data set and a private notebook machine for data scientists.
# words: a vertex ai endpoint and notebook | vertex ai workbench instance without public ip | a Vertex AI endpoint and tabular data set encrypted with our key, and a Workbench notebook machine without external address, with secure boot and idle shutdown

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
  region  = "europe-west4"
}

variable "project_id" {
  type        = string
  description = "Google Cloud project that holds the resources."
}

variable "network" {
  type        = string
  description = "Network of the notebook."
}

variable "endpoint_network" {
  type        = string
  description = "Network of the endpoint, by project number."
  default     = "projects/123456789012/global/networks/main"
}

variable "subnetwork" {
  type        = string
  description = "Subnet of the notebook."
}

variable "kms_key_name" {
  type        = string
  description = "Key that encrypts the data."
}

variable "owner" {
  type        = string
  description = "Who uses the notebook."
  default     = "lena@acme.io"
}

variable "service_account" {
  type        = string
  description = "Service account of the notebook."
}

resource "google_vertex_ai_endpoint" "churn" {
  name         = "4410001"
  display_name = "Churn prediction"
  location     = "europe-west4"
  network      = var.endpoint_network

  encryption_spec {
    kms_key_name = var.kms_key_name
  }
}

resource "google_vertex_ai_dataset" "customers" {
  display_name        = "customers"
  metadata_schema_uri = "gs://google-cloud-aiplatform/schema/dataset/metadata/tabular_1.0.0.yaml"
  region              = "europe-west4"

  encryption_spec {
    kms_key_name = var.kms_key_name
  }
}

resource "google_workbench_instance" "lena" {
  name            = "lena-notebook"
  location        = "europe-west4-a"
  instance_owners = [var.owner]

  gce_setup {
    machine_type      = "e2-standard-4"
    disable_public_ip = true

    boot_disk {
      disk_encryption = "CMEK"
      kms_key         = var.kms_key_name
    }

    network_interfaces {
      network = var.network
      subnet  = var.subnetwork
    }

    service_accounts {
      email = var.service_account
    }

    shielded_instance_config {
      enable_secure_boot          = true
      enable_vtpm                 = true
      enable_integrity_monitoring = true
    }

    metadata = {
      idle-timeout-seconds = "7200"
    }
  }
}

output "endpoint_id" {
  description = "ID of the endpoint."
  value       = google_vertex_ai_endpoint.churn.id
}
