# A delivery pipeline that promotes a release from staging to production with an approval.
# words: a google cloud deploy pipeline | cloud deploy to gke with approval | a Cloud Deploy pipeline with a staging and a production GKE target, a canary in production, approval required and its own execution account

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

variable "staging_cluster" {
  type        = string
  description = "Full name of the staging cluster."
}

variable "production_cluster" {
  type        = string
  description = "Full name of the production cluster."
}

resource "google_service_account" "deploy" {
  account_id   = "delivery"
  display_name = "Cloud Deploy executions"
}

resource "google_clouddeploy_target" "staging" {
  name     = "staging"
  location = "europe-west1"

  gke {
    cluster     = var.staging_cluster
    internal_ip = true
  }

  execution_configs {
    usages          = ["RENDER", "DEPLOY", "VERIFY"]
    service_account = google_service_account.deploy.email
  }
}

resource "google_clouddeploy_target" "production" {
  name             = "production"
  location         = "europe-west1"
  require_approval = true

  gke {
    cluster     = var.production_cluster
    internal_ip = true
  }

  execution_configs {
    usages          = ["RENDER", "DEPLOY", "VERIFY"]
    service_account = google_service_account.deploy.email
  }
}

resource "google_clouddeploy_delivery_pipeline" "shop" {
  name        = "shop"
  location    = "europe-west1"
  description = "Releases of the shop"

  serial_pipeline {
    stages {
      target_id = google_clouddeploy_target.staging.name
      profiles  = ["staging"]
    }

    stages {
      target_id = google_clouddeploy_target.production.name
      profiles  = ["production"]

      strategy {
        canary {
          runtime_config {
            kubernetes {
              service_networking {
                service    = "shop"
                deployment = "shop"
              }
            }
          }

          canary_deployment {
            percentages = [25, 50]
            verify      = true
          }
        }
      }
    }
  }
}

output "pipeline_id" {
  description = "ID of the pipeline."
  value       = google_clouddeploy_delivery_pipeline.shop.id
}
