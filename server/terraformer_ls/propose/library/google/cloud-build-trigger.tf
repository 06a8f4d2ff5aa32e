# A Cloud Build trigger that builds a container from a repository's main branch in a private pool.
# words: a cloud build trigger for a github repository | ci with cloud build and artifact registry | a Cloud Build trigger on pushes to main that builds and pushes an image with its own service account, in a private worker pool without external addresses

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

variable "repository_id" {
  type        = string
  description = "Repository connected to Cloud Build."
}

variable "network_id" {
  type        = string
  description = "Network that the pool is peered with."
}

variable "image" {
  type        = string
  description = "Image to push, without a tag."
  default     = "europe-west1-docker.pkg.dev/acme/apps/pricing"
}

resource "google_service_account" "builder" {
  account_id   = "pricing-builder"
  display_name = "Builds the pricing image"
}

resource "google_project_iam_member" "builder" {
  for_each = toset(["roles/logging.logWriter", "roles/artifactregistry.writer"])
  project  = var.project_id
  role     = each.value
  member   = google_service_account.builder.member
}

resource "google_cloudbuild_worker_pool" "private" {
  name     = "private"
  location = "europe-west1"

  worker_config {
    machine_type   = "e2-standard-4"
    disk_size_gb   = 100
    no_external_ip = true
  }

  network_config {
    peered_network = var.network_id
  }
}

resource "google_cloudbuild_trigger" "main" {
  name            = "pricing-main"
  location        = "europe-west1"
  service_account = google_service_account.builder.id
  included_files  = ["services/pricing/**"]

  repository_event_config {
    repository = var.repository_id

    push {
      branch = "^main$"
    }
  }

  build {
    images  = ["${var.image}:$SHORT_SHA"]
    timeout = "900s"

    step {
      name = "gcr.io/cloud-builders/docker"
      args = ["build", "-t", "${var.image}:$SHORT_SHA", "services/pricing"]
    }

    options {
      logging     = "CLOUD_LOGGING_ONLY"
      worker_pool = google_cloudbuild_worker_pool.private.id
    }
  }
}

output "trigger_id" {
  description = "ID of the trigger."
  value       = google_cloudbuild_trigger.main.trigger_id
}
