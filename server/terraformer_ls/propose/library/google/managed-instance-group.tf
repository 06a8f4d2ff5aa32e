# A regional managed instance group of web servers with a template, health checks and autoscaling.
# words: a managed instance group with autoscaling on gcp | instance template and regional mig | a regional instance group of two to ten shielded machines without public addresses, replaced one by one, healed by an HTTP check and scaled at 60 percent CPU

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

variable "subnetwork" {
  type        = string
  description = "Subnet of the machines."
}

variable "service_account_email" {
  type        = string
  description = "Service account of the machines."
}

variable "image" {
  type        = string
  description = "Boot image."
  default     = "projects/debian-cloud/global/images/family/debian-12"
}

resource "google_compute_instance_template" "web" {
  name_prefix  = "web-"
  machine_type = "e2-standard-2"
  tags         = ["web"]

  disk {
    source_image = var.image
    disk_type    = "pd-balanced"
    disk_size_gb = 20
    boot         = true
    auto_delete  = true
  }

  network_interface {
    subnetwork = var.subnetwork
  }

  shielded_instance_config {
    enable_secure_boot          = true
    enable_vtpm                 = true
    enable_integrity_monitoring = true
  }

  service_account {
    email  = var.service_account_email
    scopes = ["cloud-platform"]
  }

  metadata = {
    enable-oslogin         = "TRUE"
    block-project-ssh-keys = "TRUE"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "google_compute_health_check" "web" {
  name               = "web"
  check_interval_sec = 10

  http_health_check {
    port         = 8080
    request_path = "/healthz"
  }
}

resource "google_compute_region_instance_group_manager" "web" {
  name               = "web"
  region             = "europe-west1"
  base_instance_name = "web"

  version {
    instance_template = google_compute_instance_template.web.id
  }

  named_port {
    name = "http"
    port = 8080
  }

  auto_healing_policies {
    health_check      = google_compute_health_check.web.id
    initial_delay_sec = 120
  }

  update_policy {
    type                  = "PROACTIVE"
    minimal_action        = "REPLACE"
    max_surge_fixed       = 3
    max_unavailable_fixed = 0
  }
}

resource "google_compute_region_autoscaler" "web" {
  name   = "web"
  region = "europe-west1"
  target = google_compute_region_instance_group_manager.web.id

  autoscaling_policy {
    min_replicas = 2
    max_replicas = 10

    cpu_utilization {
      target = 0.6
    }
  }
}

output "instance_group" {
  description = "Group for a backend service."
  value       = google_compute_region_instance_group_manager.web.instance_group
}
