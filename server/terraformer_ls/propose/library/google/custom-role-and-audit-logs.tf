# A custom IAM role for operators, and audit logs for every service of the project.
# words: a custom iam role on google cloud | iam custom role with project audit config | a project role that may read and restart machines, given to a group only during weekdays, and data access audit logs for all services

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

variable "operators_group" {
  type        = string
  description = "Group that receives the role."
  default     = "operators@acme.io"
}

resource "google_project_iam_custom_role" "restarter" {
  role_id     = "instanceRestarter"
  title       = "Instance restarter"
  description = "May read, start and reset instances"
  stage       = "GA"

  permissions = [
    "compute.instances.get",
    "compute.instances.list",
    "compute.instances.reset",
    "compute.instances.start",
  ]
}

resource "google_project_iam_member" "operators" {
  project = var.project_id
  role    = google_project_iam_custom_role.restarter.id
  member  = "group:${var.operators_group}"

  condition {
    title       = "weekdays"
    description = "Monday to Friday"
    expression  = "request.time.getDayOfWeek(\"Europe/Berlin\") >= 1 && request.time.getDayOfWeek(\"Europe/Berlin\") <= 5"
  }
}

resource "google_project_iam_audit_config" "all" {
  project = var.project_id
  service = "allServices"

  dynamic "audit_log_config" {
    for_each = ["ADMIN_READ", "DATA_READ", "DATA_WRITE"]

    content {
      log_type = audit_log_config.value
    }
  }
}

output "role_id" {
  description = "ID of the role."
  value       = google_project_iam_custom_role.restarter.id
}
