# A private Cloud Composer environment for data pipelines, encrypted with a customer key.
# words: a cloud composer airflow environment | managed airflow on google cloud | a private Composer 3 environment with Airflow 2, a small scheduler, two to four workers, its own service account and our key, with recovery snapshots every night

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
  description = "Network of the environment."
}

variable "subnetwork" {
  type        = string
  description = "Subnet of the environment."
}

variable "kms_key_name" {
  type        = string
  description = "Key that encrypts the environment."
}

variable "service_account" {
  type        = string
  description = "Service account of the workers."
}

resource "google_composer_environment" "pipelines" {
  name   = "pipelines"
  region = "europe-west1"

  config {
    environment_size           = "ENVIRONMENT_SIZE_SMALL"
    enable_private_environment = true

    software_config {
      image_version = "composer-3-airflow-2"

      airflow_config_overrides = {
        core-dags_are_paused_at_creation = "True"
      }
    }

    node_config {
      network         = var.network
      subnetwork      = var.subnetwork
      service_account = var.service_account
    }

    encryption_config {
      kms_key_name = var.kms_key_name
    }

    workloads_config {
      scheduler {
        cpu        = 1
        memory_gb  = 4
        storage_gb = 1
        count      = 1
      }

      worker {
        cpu        = 1
        memory_gb  = 4
        storage_gb = 2
        min_count  = 2
        max_count  = 4
      }
    }

    recovery_config {
      scheduled_snapshots_config {
        enabled                    = true
        snapshot_location          = "gs://acme-composer-snapshots"
        snapshot_creation_schedule = "0 4 * * *"
        time_zone                  = "UTC+01"
      }
    }
  }
}

output "airflow_uri" {
  description = "Address of the Airflow pages."
  value       = google_composer_environment.pipelines.config[0].airflow_uri
}
