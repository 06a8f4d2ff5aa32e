# A service level objective of a service, an alert on its burn rate and a dashboard.
# words: an slo on google cloud monitoring | service level objective with burn rate alert | a custom monitoring service with an availability objective of 99.5 percent over four weeks from load balancer metrics, an alert when the budget burns ten times too fast and a dashboard

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

variable "url_map" {
  type        = string
  description = "URL map of the load balancer."
  default     = "shop"
}

variable "notification_channel" {
  type        = string
  description = "Channel that is alerted."
}

resource "google_monitoring_custom_service" "shop" {
  service_id   = "shop"
  display_name = "Shop"
}

resource "google_monitoring_slo" "availability" {
  service             = google_monitoring_custom_service.shop.service_id
  slo_id              = "availability"
  display_name        = "99.5 percent of requests succeed"
  goal                = 0.995
  rolling_period_days = 28

  request_based_sli {
    good_total_ratio {
      good_service_filter  = "metric.type=\"loadbalancing.googleapis.com/https/request_count\" resource.type=\"https_lb_rule\" resource.label.url_map_name=\"${var.url_map}\" metric.label.response_code_class=200"
      total_service_filter = "metric.type=\"loadbalancing.googleapis.com/https/request_count\" resource.type=\"https_lb_rule\" resource.label.url_map_name=\"${var.url_map}\""
    }
  }
}

resource "google_monitoring_alert_policy" "burn" {
  display_name          = "The shop's error budget burns fast"
  combiner              = "OR"
  notification_channels = [var.notification_channel]

  conditions {
    display_name = "Ten times too fast for an hour"

    condition_threshold {
      filter          = "select_slo_burn_rate(\"${google_monitoring_slo.availability.name}\", \"3600s\")"
      comparison      = "COMPARISON_GT"
      threshold_value = 10
      duration        = "0s"
    }
  }
}

resource "google_monitoring_dashboard" "shop" {
  dashboard_json = jsonencode({
    displayName = "Shop"
    gridLayout = {
      columns = "2"
      widgets = [{
        title = "Requests"
        xyChart = {
          dataSets = [{
            timeSeriesQuery = {
              timeSeriesFilter = {
                filter      = "metric.type=\"loadbalancing.googleapis.com/https/request_count\" resource.type=\"https_lb_rule\""
                aggregation = { alignmentPeriod = "60s", perSeriesAligner = "ALIGN_RATE" }
              }
            }
          }]
        }
      }]
    }
  })
}

output "slo_name" {
  description = "Name of the objective."
  value       = google_monitoring_slo.availability.name
}
