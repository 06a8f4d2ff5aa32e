# A host project that shares its network with a service project, and a peering to a partner network.
# words: a shared vpc on google cloud | shared vpc host project and network peering | a shared VPC host project with one attached service project whose group may use one subnet, and a peering to a partner's network without custom routes

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

variable "service_project_id" {
  type        = string
  description = "Project that uses the shared subnet."
}

variable "developers_group" {
  type        = string
  description = "Group that creates machines in the subnet."
  default     = "developers@acme.io"
}

variable "partner_network" {
  type        = string
  description = "Network of the partner."
}

resource "google_compute_network" "shared" {
  name                    = "shared"
  auto_create_subnetworks = false
}

resource "google_compute_subnetwork" "apps" {
  name                       = "apps"
  network                    = google_compute_network.shared.id
  region                     = "europe-west1"
  ip_cidr_range              = "10.80.0.0/20"
  private_ip_google_access   = true
  private_ipv6_google_access = "DISABLE_GOOGLE_ACCESS"

  log_config {
    flow_sampling = 0.5
    metadata      = "INCLUDE_ALL_METADATA"
  }
}

resource "google_compute_firewall" "internal" {
  name          = "internal-https"
  network       = google_compute_network.shared.name
  source_ranges = ["10.80.0.0/20"]

  allow {
    protocol = "tcp"
    ports    = ["443"]
  }
}

resource "google_compute_shared_vpc_host_project" "host" {
  project = var.project_id
}

resource "google_compute_shared_vpc_service_project" "apps" {
  host_project    = google_compute_shared_vpc_host_project.host.project
  service_project = var.service_project_id
}

resource "google_compute_subnetwork_iam_member" "developers" {
  subnetwork = google_compute_subnetwork.apps.name
  region     = google_compute_subnetwork.apps.region
  role       = "roles/compute.networkUser"
  member     = "group:${var.developers_group}"
}

resource "google_compute_network_peering" "partner" {
  name                 = "partner"
  network              = google_compute_network.shared.self_link
  peer_network         = var.partner_network
  import_custom_routes = false
  export_custom_routes = false
}

output "subnetwork_id" {
  description = "Subnet for the service project."
  value       = google_compute_subnetwork.apps.id
}
