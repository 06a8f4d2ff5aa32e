# A Docker repository in Artifact Registry with immutable tags, a clean-up policy and access for builds.
# words: an artifact registry docker repository | container registry on google cloud | a Docker repository encrypted with our key, immutable tags, untagged images removed after 30 days, push rights for the build account and pull rights for the cluster

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
  description = "Key that encrypts the images."
}

variable "builder" {
  type        = string
  description = "Member that pushes images."
}

variable "cluster" {
  type        = string
  description = "Member that pulls images."
}

resource "google_artifact_registry_repository" "apps" {
  repository_id = "apps"
  location      = "europe-west1"
  format        = "DOCKER"
  description   = "Images of our applications"
  kms_key_name  = var.kms_key_name

  docker_config {
    immutable_tags = true
  }

  cleanup_policies {
    id     = "remove-untagged"
    action = "DELETE"

    condition {
      tag_state  = "UNTAGGED"
      older_than = "2592000s"
    }
  }

  vulnerability_scanning_config {
    enablement_config = "INHERITED"
  }
}

resource "google_artifact_registry_repository_iam_member" "builder" {
  repository = google_artifact_registry_repository.apps.name
  location   = google_artifact_registry_repository.apps.location
  role       = "roles/artifactregistry.writer"
  member     = var.builder
}

resource "google_artifact_registry_repository_iam_member" "cluster" {
  repository = google_artifact_registry_repository.apps.name
  location   = google_artifact_registry_repository.apps.location
  role       = "roles/artifactregistry.reader"
  member     = var.cluster
}

output "image_prefix" {
  description = "What image names start with."
  value       = "${google_artifact_registry_repository.apps.location}-docker.pkg.dev/${var.project_id}/${google_artifact_registry_repository.apps.repository_id}"
}
