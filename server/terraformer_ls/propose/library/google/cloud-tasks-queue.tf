# A Cloud Tasks queue with a rate limit, retries and a sender that may add tasks.
# words: a cloud tasks queue | task queue with rate limit on google cloud | a Cloud Tasks queue for partner calls with ten tasks a second, five at a time, eight attempts with back-off, logs and one service that may add tasks

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

variable "sender" {
  type        = string
  description = "Member that adds tasks."
}

resource "google_cloud_tasks_queue" "partners" {
  name     = "partner-calls"
  location = "europe-west1"

  rate_limits {
    max_dispatches_per_second = 10
    max_concurrent_dispatches = 5
  }

  retry_config {
    max_attempts  = 8
    min_backoff   = "5s"
    max_backoff   = "900s"
    max_doublings = 5
  }

  stackdriver_logging_config {
    sampling_ratio = 1
  }
}

resource "google_cloud_tasks_queue_iam_member" "sender" {
  name     = google_cloud_tasks_queue.partners.name
  location = google_cloud_tasks_queue.partners.location
  role     = "roles/cloudtasks.enqueuer"
  member   = var.sender
}

output "queue_id" {
  description = "ID of the queue."
  value       = google_cloud_tasks_queue.partners.id
}
