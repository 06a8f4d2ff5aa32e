# An uptime check of a public site from three continents, with an alert.
# words: an uptime check with alert on gcp | monitor a website with google monitoring | an HTTPS uptime check every minute from three regions that validates the certificate and the text on the page, and an alert when it fails

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

variable "host" {
  type        = string
  description = "Host that is checked."
  default     = "www.harbour-museum.org"
}

variable "notification_channel" {
  type        = string
  description = "Channel that is alerted."
}

resource "google_monitoring_uptime_check_config" "site" {
  display_name     = "Museum's site"
  timeout          = "10s"
  period           = "60s"
  selected_regions = ["EUROPE", "USA", "ASIA_PACIFIC"]

  http_check {
    path         = "/"
    port         = 443
    use_ssl      = true
    validate_ssl = true
  }

  content_matchers {
    content = "Opening hours"
    matcher = "CONTAINS_STRING"
  }

  monitored_resource {
    type = "uptime_url"
    labels = {
      project_id = var.project_id
      host       = var.host
    }
  }
}

resource "google_monitoring_alert_policy" "site" {
  display_name          = "The museum's site is down"
  combiner              = "OR"
  notification_channels = [var.notification_channel]

  conditions {
    display_name = "Uptime check fails"

    condition_threshold {
      filter          = "metric.type=\"monitoring.googleapis.com/uptime_check/check_passed\" AND metric.labels.check_id=\"${google_monitoring_uptime_check_config.site.uptime_check_id}\" AND resource.type=\"uptime_url\""
      comparison      = "COMPARISON_GT"
      threshold_value = 1
      duration        = "60s"

      aggregations {
        alignment_period     = "1200s"
        per_series_aligner   = "ALIGN_NEXT_OLDER"
        cross_series_reducer = "REDUCE_COUNT_FALSE"
        group_by_fields      = ["resource.label.host"]
      }
    }
  }
}

output "check_id" {
  description = "ID of the check."
  value       = google_monitoring_uptime_check_config.site.uptime_check_id
}
