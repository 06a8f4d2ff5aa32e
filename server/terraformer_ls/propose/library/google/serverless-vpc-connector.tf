# A connector through which Cloud Run and functions reach private addresses.
# words: a serverless vpc access connector | let cloud run reach a private database | a Serverless VPC Access connector in its own subnet with two to four machines, and a firewall rule that lets it reach PostgreSQL only

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

variable "network" {
  type        = string
  description = "Network that is reached."
}

variable "connector_cidr" {
  type        = string
  description = "Free /28 range for the connector."
  default     = "10.60.240.0/28"
}

variable "database_cidr" {
  type        = string
  description = "Range of the databases."
  default     = "10.60.0.0/20"
}

resource "google_compute_subnetwork" "connector" {
  name                       = "serverless"
  network                    = var.network
  region                     = "europe-west1"
  ip_cidr_range              = var.connector_cidr
  private_ip_google_access   = true
  private_ipv6_google_access = "DISABLE_GOOGLE_ACCESS"

  log_config {
    aggregation_interval = "INTERVAL_10_MIN"
    flow_sampling        = 0.5
    metadata             = "INCLUDE_ALL_METADATA"
  }
}

resource "google_vpc_access_connector" "main" {
  name          = "serverless"
  region        = "europe-west1"
  machine_type  = "e2-micro"
  min_instances = 2
  max_instances = 4

  subnet {
    name = google_compute_subnetwork.connector.name
  }
}

resource "google_compute_firewall" "postgres" {
  name               = "serverless-to-postgres"
  network            = var.network
  direction          = "EGRESS"
  destination_ranges = [var.database_cidr]
  source_ranges      = [var.connector_cidr]

  allow {
    protocol = "tcp"
    ports    = ["5432"]
  }

  log_config {
    metadata = "INCLUDE_ALL_METADATA"
  }
}

output "connector_id" {
  description = "Connector for services."
  value       = google_vpc_access_connector.main.id
}
