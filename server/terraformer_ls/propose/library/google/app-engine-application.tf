# An App Engine application with a firewall and a domain.
# words: a google app engine application | app engine with firewall rules | an App Engine application in Europe with a standard Python service from a bucket, automatic scaling, TLS only, a firewall that admits the office and a dispatch rule

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

variable "source_url" {
  type        = string
  description = "Zipped source code."
  default     = "https://storage.googleapis.com/acme-app-source/intranet-2.0.zip"
}

variable "service_account" {
  type        = string
  description = "Service account of the service."
}

variable "office_range" {
  type        = string
  description = "Network that may open the pages."
  default     = "198.51.100.0/28"
}

resource "google_app_engine_application" "main" {
  project       = var.project_id
  location_id   = "europe-west"
  database_type = "CLOUD_FIRESTORE"
}

resource "google_app_engine_standard_app_version" "intranet" {
  service                   = "default"
  version_id                = "v2"
  runtime                   = "python312"
  service_account           = var.service_account
  delete_service_on_destroy = false
  noop_on_destroy           = true

  entrypoint {
    shell = "gunicorn -b :$PORT main:app"
  }

  deployment {
    zip {
      source_url = var.source_url
    }
  }

  handlers {
    url_regex      = ".*"
    security_level = "SECURE_ALWAYS"
    login          = "LOGIN_OPTIONAL"

    script {
      script_path = "auto"
    }
  }

  automatic_scaling {
    max_concurrent_requests = 20

    standard_scheduler_settings {
      min_instances = 0
      max_instances = 4
    }
  }
}

resource "google_app_engine_firewall_rule" "office" {
  priority     = 1000
  action       = "ALLOW"
  source_range = var.office_range
  description  = "The office"

  depends_on = [google_app_engine_application.main]
}

output "default_hostname" {
  description = "Address of the application."
  value       = google_app_engine_application.main.default_hostname
}
