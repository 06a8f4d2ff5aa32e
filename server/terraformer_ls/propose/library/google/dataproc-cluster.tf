# A private Dataproc cluster with auto-scaling, a customer key and its own service account.
# words: a dataproc spark cluster | spark on google cloud with dataproc | a Dataproc 2.2 cluster with internal addresses only, shielded machines, preemptible workers under an auto-scaling policy, disks encrypted by our key and automatic deletion when idle

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
  description = "Subnet with private Google access."
}

variable "staging_bucket" {
  type        = string
  description = "Bucket for job files."
  default     = "acme-dataproc-staging"
}

variable "kms_key_name" {
  type        = string
  description = "Key that encrypts the disks."
}

variable "service_account" {
  type        = string
  description = "Service account of the machines."
}

resource "google_dataproc_autoscaling_policy" "batch" {
  policy_id = "batch"
  location  = "europe-west1"

  worker_config {
    max_instances = 10
  }

  basic_algorithm {
    yarn_config {
      graceful_decommission_timeout = "300s"
      scale_up_factor               = 0.5
      scale_down_factor             = 0.5
    }
  }
}

resource "google_dataproc_cluster" "batch" {
  name   = "batch"
  region = "europe-west1"

  cluster_config {
    staging_bucket = var.staging_bucket

    encryption_config {
      kms_key_name = var.kms_key_name
    }

    gce_cluster_config {
      subnetwork             = var.subnetwork
      service_account        = var.service_account
      service_account_scopes = ["cloud-platform"]
      internal_ip_only       = true

      shielded_instance_config {
        enable_secure_boot          = true
        enable_vtpm                 = true
        enable_integrity_monitoring = true
      }
    }

    master_config {
      num_instances = 1
      machine_type  = "n2-standard-4"
    }

    worker_config {
      num_instances = 2
      machine_type  = "n2-standard-4"
    }

    software_config {
      image_version = "2.2-debian12"

      override_properties = {
        "spark:spark.authenticate" = "true"
      }
    }

    autoscaling_config {
      policy_uri = google_dataproc_autoscaling_policy.batch.name
    }

    lifecycle_config {
      idle_delete_ttl = "1800s"
    }
  }
}

output "cluster_name" {
  description = "Name of the cluster."
  value       = google_dataproc_cluster.batch.name
}
