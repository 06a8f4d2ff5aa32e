# Service accounts for several applications from one map, each with its own roles.
# words: several service accounts with roles from a map | google service accounts with for_each | service accounts for an API, a worker and a reporter from a map of roles, each role granted once, and permission for a deployer to act as them

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
}

variable "project_id" {
  type        = string
  description = "Google Cloud project that holds the resources."
}

variable "deployer" {
  type        = string
  description = "Member that deploys the applications."
}

variable "applications" {
  type        = map(set(string))
  description = "Roles of each application."
  default     = { api = ["roles/cloudsql.client", "roles/logging.logWriter"], worker = ["roles/pubsub.subscriber", "roles/logging.logWriter"], reporter = ["roles/bigquery.jobUser"] }
}

locals {
  grants = merge([
    for application, roles in var.applications : {
      for role in roles : "${application}/${role}" => { application = application, role = role }
    }
  ]...)
}

resource "google_service_account" "application" {
  for_each     = var.applications
  account_id   = "app-${each.key}"
  display_name = "Application ${each.key}"
}

resource "google_project_iam_member" "grant" {
  for_each = local.grants
  project  = var.project_id
  role     = each.value.role
  member   = google_service_account.application[each.value.application].member
}

resource "google_service_account_iam_member" "deployer" {
  for_each           = google_service_account.application
  service_account_id = each.value.name
  role               = "roles/iam.serviceAccountUser"
  member             = var.deployer
}

output "emails" {
  description = "Address of each service account."
  value       = { for name, account in google_service_account.application : name => account.email }
}
