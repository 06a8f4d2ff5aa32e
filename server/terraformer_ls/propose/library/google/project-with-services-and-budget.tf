# A new project in a folder with its services, labels and a budget with alerts.
# words: a google cloud project with apis enabled and a budget | project factory on gcp | a project in a folder linked to the billing account without default network, with the APIs that a web application needs and a budget of 500 euros with alerts at 50 and 90 percent

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
  billing_project       = var.billing_project
  user_project_override = true
}

variable "billing_project" {
  type        = string
  description = "Existing project that is charged for API calls."
}

variable "folder_id" {
  type        = string
  description = "Folder of the new project."
}

variable "billing_account" {
  type        = string
  description = "Billing account that pays."
}

variable "services" {
  type        = set(string)
  description = "APIs that the project uses."
  default     = ["run.googleapis.com", "sqladmin.googleapis.com", "secretmanager.googleapis.com"]
}

resource "google_project" "web" {
  name                = "Web production"
  project_id          = "acme-web-production"
  folder_id           = var.folder_id
  billing_account     = var.billing_account
  auto_create_network = false
  deletion_policy     = "PREVENT"

  labels = {
    team        = "web"
    environment = "production"
  }
}

resource "google_project_service" "api" {
  for_each           = var.services
  project            = google_project.web.project_id
  service            = each.value
  disable_on_destroy = false
}

resource "google_project_iam_audit_config" "all" {
  project = google_project.web.project_id
  service = "allServices"

  audit_log_config {
    log_type = "ADMIN_READ"
  }

  audit_log_config {
    log_type = "DATA_READ"
  }

  audit_log_config {
    log_type = "DATA_WRITE"
  }
}

resource "google_billing_budget" "web" {
  billing_account = var.billing_account
  display_name    = "Web production"

  budget_filter {
    projects = ["projects/${google_project.web.number}"]
  }

  amount {
    specified_amount {
      currency_code = "EUR"
      units         = "500"
    }
  }

  threshold_rules {
    threshold_percent = 0.5
  }

  threshold_rules {
    threshold_percent = 0.9
  }
}

output "project_number" {
  description = "Number of the project."
  value       = google_project.web.number
}
