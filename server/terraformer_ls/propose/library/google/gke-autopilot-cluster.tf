# A private Autopilot cluster with backups of its workloads.
# words: a gke autopilot cluster | serverless kubernetes on google cloud with autopilot | a private regional GKE Autopilot cluster with our key for secrets, managed upgrades in a window on weekends and a backup plan for all namespaces

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
  description = "Network of the cluster."
}

variable "subnetwork" {
  type        = string
  description = "Subnet of the cluster."
}

variable "kms_key_name" {
  type        = string
  description = "Key that encrypts Kubernetes secrets."
}

variable "security_group" {
  type        = string
  description = "Group that Kubernetes roles are given to."
  default     = "gke-security-groups@acme.io"
}

resource "google_container_cluster" "apps" {
  name                        = "apps"
  location                    = "europe-west1"
  enable_autopilot            = true
  network                     = var.network
  subnetwork                  = var.subnetwork
  deletion_protection         = true
  enable_intranode_visibility = true

  resource_labels = { team = "apps" }

  private_cluster_config {
    enable_private_nodes    = true
    enable_private_endpoint = true
  }

  master_authorized_networks_config {
    cidr_blocks {
      cidr_block   = "10.0.0.0/8"
      display_name = "corporate"
    }
  }

  master_auth {
    client_certificate_config {
      issue_client_certificate = false
    }
  }

  database_encryption {
    state    = "ENCRYPTED"
    key_name = var.kms_key_name
  }

  authenticator_groups_config {
    security_group = var.security_group
  }

  binary_authorization {
    evaluation_mode = "PROJECT_SINGLETON_POLICY_ENFORCE"
  }

  release_channel {
    channel = "STABLE"
  }

  ip_allocation_policy {}
}

resource "google_gke_backup_backup_plan" "apps" {
  name     = "apps-daily"
  cluster  = google_container_cluster.apps.id
  location = "europe-west1"

  retention_policy {
    backup_retain_days = 30
  }

  backup_schedule {
    cron_schedule = "0 2 * * *"
  }

  backup_config {
    all_namespaces      = true
    include_volume_data = true
    include_secrets     = true

    encryption_key {
      gcp_kms_encryption_key = var.kms_key_name
    }
  }
}

output "cluster_name" {
  description = "Name of the cluster."
  value       = google_container_cluster.apps.name
}
