# A private, highly available Cloud SQL for PostgreSQL instance with backups and audit flags.
# words: a cloud sql postgres database | postgres on google cloud sql, gcp | a regional Cloud SQL PostgreSQL 18 instance without public address, TLS required, point-in-time recovery, pgaudit and logging flags, with one database

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
  description = "Network that the instance is reachable from."
}

resource "google_sql_database_instance" "bookings" {
  name                = "bookings"
  region              = "europe-west1"
  database_version    = "POSTGRES_18"
  deletion_protection = true

  settings {
    tier              = "db-custom-2-8192"
    edition           = "ENTERPRISE"
    availability_type = "REGIONAL"
    disk_autoresize   = true

    ip_configuration {
      ipv4_enabled    = false
      private_network = var.network_id
      ssl_mode        = "TRUSTED_CLIENT_CERTIFICATE_REQUIRED"
    }

    backup_configuration {
      enabled                        = true
      point_in_time_recovery_enabled = true
      start_time                     = "02:00"

      backup_retention_settings {
        retained_backups = 14
      }
    }

    database_flags {
      name  = "cloudsql.enable_pgaudit"
      value = "on"
    }

    database_flags {
      name  = "log_checkpoints"
      value = "on"
    }

    database_flags {
      name  = "log_connections"
      value = "on"
    }

    database_flags {
      name  = "log_disconnections"
      value = "on"
    }

    database_flags {
      name  = "log_duration"
      value = "on"
    }

    database_flags {
      name  = "log_hostname"
      value = "on"
    }

    database_flags {
      name  = "log_lock_waits"
      value = "on"
    }

    database_flags {
      name  = "log_min_error_statement"
      value = "error"
    }

    database_flags {
      name  = "log_min_messages"
      value = "error"
    }

    database_flags {
      name  = "log_statement"
      value = "ddl"
    }
  }
}

resource "google_sql_database" "bookings" {
  name     = "bookings"
  instance = google_sql_database_instance.bookings.name
}

output "connection_name" {
  description = "Name for the Cloud SQL proxy."
  value       = google_sql_database_instance.bookings.connection_name
}
