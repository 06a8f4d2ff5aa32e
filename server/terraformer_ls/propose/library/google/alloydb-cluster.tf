# An AlloyDB cluster with a primary and a read pool, backups and a customer key.
# words: an alloydb cluster | postgres compatible alloydb on google cloud | an AlloyDB cluster encrypted with our key, automated backups kept two weeks, continuous recovery, a highly available primary and a read pool of two nodes

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

variable "network_id" {
  type        = string
  description = "Network with private services access."
}

variable "kms_key_name" {
  type        = string
  description = "Key that encrypts the cluster."
}

variable "initial_password" {
  type        = string
  description = "First password of the postgres user."
  sensitive   = true
}

resource "google_alloydb_cluster" "catalog" {
  cluster_id      = "catalog"
  location        = "europe-west1"
  deletion_policy = "DEFAULT"

  network_config {
    network = var.network_id
  }

  encryption_config {
    kms_key_name = var.kms_key_name
  }

  initial_user {
    user     = "postgres"
    password = var.initial_password
  }

  automated_backup_policy {
    enabled       = true
    backup_window = "3600s"

    encryption_config {
      kms_key_name = var.kms_key_name
    }

    weekly_schedule {
      days_of_week = ["MONDAY", "WEDNESDAY", "FRIDAY"]

      start_times {
        hours = 2
      }
    }

    time_based_retention {
      retention_period = "1209600s"
    }
  }

  continuous_backup_config {
    enabled              = true
    recovery_window_days = 14
  }
}

resource "google_alloydb_instance" "primary" {
  cluster           = google_alloydb_cluster.catalog.name
  instance_id       = "primary"
  instance_type     = "PRIMARY"
  availability_type = "REGIONAL"

  machine_config {
    cpu_count = 4
  }

  database_flags = {
    "alloydb.enable_pgaudit" = "on"
  }
}

resource "google_alloydb_instance" "readers" {
  cluster       = google_alloydb_cluster.catalog.name
  instance_id   = "readers"
  instance_type = "READ_POOL"

  machine_config {
    cpu_count = 2
  }

  read_pool_config {
    node_count = 2
  }

  depends_on = [google_alloydb_instance.primary]
}

output "primary_ip" {
  description = "Address that accepts writes."
  value       = google_alloydb_instance.primary.ip_address
}
