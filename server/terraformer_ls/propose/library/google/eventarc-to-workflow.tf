# A workflow that Eventarc starts for every new object in a bucket.
# words: start a workflow when a file arrives in a bucket | eventarc trigger with workflows | a Workflows definition that calls an import service, and an Eventarc trigger that starts it for every finalised object of one bucket with its own service account

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

variable "bucket" {
  type        = string
  description = "Bucket that is watched."
  default     = "acme-incoming"
}

variable "import_uri" {
  type        = string
  description = "Service that imports a file."
  default     = "https://import-abc123-ew.a.run.app/import"
}

resource "google_service_account" "imports" {
  account_id   = "imports-workflow"
  display_name = "Imports new files"
}

resource "google_project_iam_member" "imports" {
  for_each = toset(["roles/eventarc.eventReceiver", "roles/workflows.invoker", "roles/logging.logWriter"])
  project  = var.project_id
  role     = each.value
  member   = google_service_account.imports.member
}

resource "google_workflows_workflow" "imports" {
  name                = "import-file"
  region              = "europe-west1"
  description         = "Asks the import service to read a file"
  service_account     = google_service_account.imports.id
  call_log_level      = "LOG_ALL_CALLS"
  deletion_protection = true

  source_contents = yamlencode({
    main = {
      params = ["event"]
      steps = [{
        import = {
          call = "http.post"
          args = {
            url  = var.import_uri
            auth = { type = "OIDC" }
            body = { object = "$${event.data.name}" }
          }
          result = "answer"
        }
      }]
    }
  })
}

resource "google_eventarc_trigger" "uploads" {
  name            = "new-files"
  location        = "europe-west1"
  service_account = google_service_account.imports.email

  matching_criteria {
    attribute = "type"
    value     = "google.cloud.storage.object.v1.finalized"
  }

  matching_criteria {
    attribute = "bucket"
    value     = var.bucket
  }

  destination {
    workflow = google_workflows_workflow.imports.id
  }
}

output "workflow_id" {
  description = "ID of the workflow."
  value       = google_workflows_workflow.imports.id
}
