# A Bigtable instance with an auto-scaling cluster, a table with families and a policy that forgets old cells.
# words: a bigtable instance and table | cloud bigtable with autoscaling | a Bigtable SSD instance with one cluster of one to five nodes encrypted by our key, a readings table with two column families and cells kept 90 days

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

variable "kms_key_name" {
  type        = string
  description = "Key that encrypts the cluster."
}

resource "google_bigtable_instance" "telemetry" {
  name                = "telemetry"
  deletion_protection = true

  cluster {
    cluster_id   = "telemetry-b"
    zone         = "europe-west1-b"
    storage_type = "SSD"
    kms_key_name = var.kms_key_name

    autoscaling_config {
      min_nodes  = 1
      max_nodes  = 5
      cpu_target = 60
    }
  }

  labels = { team = "telemetry" }
}

resource "google_bigtable_table" "readings" {
  name                = "readings"
  instance_name       = google_bigtable_instance.telemetry.name
  deletion_protection = "PROTECTED"
  split_keys          = ["g", "n", "t"]

  column_family {
    family = "values"
  }

  column_family {
    family = "quality"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "google_bigtable_gc_policy" "values" {
  instance_name = google_bigtable_instance.telemetry.name
  table         = google_bigtable_table.readings.name
  column_family = "values"

  max_age {
    duration = "2160h"
  }
}

resource "google_bigtable_app_profile" "dashboard" {
  instance                      = google_bigtable_instance.telemetry.name
  app_profile_id                = "dashboard"
  multi_cluster_routing_use_any = true
  ignore_warnings               = true
}

output "instance_id" {
  description = "ID of the instance."
  value       = google_bigtable_instance.telemetry.id
}
