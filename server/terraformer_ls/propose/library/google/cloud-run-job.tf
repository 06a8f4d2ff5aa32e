# A Cloud Run job that migrates a database from inside the network.
# words: a cloud run job | run a batch container on google cloud | a Cloud Run job with two parallel tasks, retries, a ten minute limit, private egress through the network and a secret as environment variable

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

variable "image" {
  type        = string
  description = "Container image with its tag."
  default     = "europe-docker.pkg.dev/acme/apps/migrate:3.1.0"
}

variable "subnetwork" {
  type        = string
  description = "Subnet for outgoing traffic."
}

variable "network" {
  type        = string
  description = "Network of the subnet."
}

resource "google_service_account" "migrate" {
  account_id   = "migrate-job"
  display_name = "Database migrations"
}

resource "google_secret_manager_secret_iam_member" "migrate" {
  secret_id = "bookings-database-url"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.migrate.member
}

resource "google_cloud_run_v2_job" "migrate" {
  name                = "migrate"
  location            = "europe-west1"
  deletion_protection = true

  template {
    parallelism = 2
    task_count  = 2

    template {
      service_account = google_service_account.migrate.email
      max_retries     = 1
      timeout         = "600s"

      vpc_access {
        egress = "PRIVATE_RANGES_ONLY"

        network_interfaces {
          network    = var.network
          subnetwork = var.subnetwork
        }
      }

      containers {
        image = var.image
        args  = ["--apply"]

        resources {
          limits = {
            cpu    = "1"
            memory = "1Gi"
          }
        }

        env {
          name = "DATABASE_URL"

          value_source {
            secret_key_ref {
              secret  = google_secret_manager_secret_iam_member.migrate.secret_id
              version = "latest"
            }
          }
        }
      }
    }
  }
}

output "job_name" {
  description = "Name of the job."
  value       = google_cloud_run_v2_job.migrate.name
}
