# A Spanner instance that scales by itself, with a protected database and a backup schedule.
# words: a spanner instance and database | cloud spanner with autoscaling | a regional Spanner instance scaling from 1 to 3 nodes at 65 percent CPU, a database with two tables encrypted by our key, drop protection and daily backups

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
  description = "Key that encrypts the database."
}

resource "google_spanner_instance" "ledger" {
  name         = "ledger"
  config       = "regional-europe-west1"
  display_name = "Ledger"
  edition      = "ENTERPRISE"

  autoscaling_config {
    autoscaling_limits {
      min_nodes = 1
      max_nodes = 3
    }

    autoscaling_targets {
      high_priority_cpu_utilization_percent = 65
      storage_utilization_percent           = 90
    }
  }
}

resource "google_spanner_database" "ledger" {
  instance                 = google_spanner_instance.ledger.name
  name                     = "ledger"
  version_retention_period = "3d"
  enable_drop_protection   = true
  deletion_protection      = true

  encryption_config {
    kms_key_name = var.kms_key_name
  }

  ddl = [
    "CREATE TABLE Accounts (AccountId STRING(36) NOT NULL, Owner STRING(200)) PRIMARY KEY (AccountId)",
    "CREATE TABLE Entries (AccountId STRING(36) NOT NULL, EntryId STRING(36) NOT NULL, Cents INT64) PRIMARY KEY (AccountId, EntryId), INTERLEAVE IN PARENT Accounts",
  ]

  lifecycle {
    prevent_destroy = true
  }
}

resource "google_spanner_backup_schedule" "daily" {
  instance           = google_spanner_instance.ledger.name
  database           = google_spanner_database.ledger.name
  name               = "daily"
  retention_duration = "2592000s"

  spec {
    cron_spec {
      text = "0 3 * * *"
    }
  }

  full_backup_spec {}
}

output "database_id" {
  description = "ID of the database."
  value       = google_spanner_database.ledger.id
}
