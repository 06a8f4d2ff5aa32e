# A highly available Memorystore Redis instance with TLS and a password.
# words: a memorystore redis instance | redis on google cloud with auth and tls | a 5 GB highly available Memorystore for Redis 7.2 reached over private services access, with AUTH, TLS, hourly snapshots and maintenance on Sunday night

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
  description = "Network that reaches the instance."
}

variable "kms_key_name" {
  type        = string
  description = "Key that encrypts the data."
}

resource "google_redis_instance" "sessions" {
  name                    = "sessions"
  region                  = "europe-west1"
  tier                    = "STANDARD_HA"
  memory_size_gb          = 5
  redis_version           = "REDIS_7_2"
  connect_mode            = "PRIVATE_SERVICE_ACCESS"
  authorized_network      = var.network_id
  auth_enabled            = true
  transit_encryption_mode = "SERVER_AUTHENTICATION"
  customer_managed_key    = var.kms_key_name
  replica_count           = 1
  read_replicas_mode      = "READ_REPLICAS_ENABLED"

  persistence_config {
    persistence_mode    = "RDB"
    rdb_snapshot_period = "ONE_HOUR"
  }

  maintenance_policy {
    weekly_maintenance_window {
      day = "SUNDAY"

      start_time {
        hours = 2
      }
    }
  }
}

output "host" {
  description = "Address of the primary."
  value       = google_redis_instance.sessions.host
}

output "auth_string" {
  description = "Password that clients send."
  value       = google_redis_instance.sessions.auth_string
  sensitive   = true
}
