# A private Cloud Storage bucket with uniform access, versioning, a customer key and a lifecycle rule.
# words: a gcs bucket | private cloud storage bucket on gcp with versioning | a Cloud Storage bucket in the EU for invoices with uniform access, public access prevention, versioning, a customer-managed key and old versions deleted after 60 days

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
  description = "Cloud KMS key that encrypts the objects."
}

variable "log_bucket" {
  type        = string
  description = "Bucket that receives the access logs."
}

resource "google_storage_bucket" "invoices" {
  name                        = "${var.project_id}-invoices"
  location                    = "EU"
  storage_class               = "STANDARD"
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"

  versioning {
    enabled = true
  }

  encryption {
    default_kms_key_name = var.kms_key_name
  }

  logging {
    log_bucket = var.log_bucket
  }

  lifecycle_rule {
    action {
      type = "Delete"
    }

    condition {
      days_since_noncurrent_time = 60
    }
  }
}

output "bucket_url" {
  description = "Address of the bucket."
  value       = google_storage_bucket.invoices.url
}
