# A daily transfer of an S3 bucket into Cloud Storage.
# words: copy an s3 bucket to gcs every day | storage transfer service job | a Storage Transfer job that copies new objects of an S3 bucket into a Cloud Storage bucket every night through an AWS role, with rights for the transfer account and a notice to Pub/Sub

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

variable "source_bucket" {
  type        = string
  description = "Bucket in S3."
  default     = "acme-exports"
}

variable "source_role_arn" {
  type        = string
  description = "AWS role that may read the bucket."
}

variable "sink_bucket" {
  type        = string
  description = "Bucket in Cloud Storage."
  default     = "acme-imports"
}

variable "topic" {
  type        = string
  description = "Topic that hears of runs."
}

data "google_storage_transfer_project_service_account" "transfer" {}
resource "google_storage_bucket_iam_member" "transfer" {
  for_each = toset(["roles/storage.legacyBucketReader", "roles/storage.objectCreator"])
  bucket   = var.sink_bucket
  role     = each.value
  member   = data.google_storage_transfer_project_service_account.transfer.member
}

resource "google_storage_transfer_job" "nightly" {
  description = "Exports from S3"

  transfer_spec {
    aws_s3_data_source {
      bucket_name = var.source_bucket
      role_arn    = var.source_role_arn
    }

    gcs_data_sink {
      bucket_name = var.sink_bucket
      path        = "s3/"
    }

    object_conditions {
      max_time_elapsed_since_last_modification = "172800s"
    }

    transfer_options {
      overwrite_objects_already_existing_in_sink = false
      delete_objects_from_source_after_transfer  = false
    }
  }

  schedule {
    schedule_start_date {
      year  = 2026
      month = 1
      day   = 15
    }

    start_time_of_day {
      hours   = 1
      minutes = 30
      seconds = 0
      nanos   = 0
    }
  }

  notification_config {
    pubsub_topic   = var.topic
    event_types    = ["TRANSFER_OPERATION_FAILED"]
    payload_format = "JSON"
  }

  depends_on = [google_storage_bucket_iam_member.transfer]
}

output "job_name" {
  description = "Name of the job."
  value       = google_storage_transfer_job.nightly.name
}
