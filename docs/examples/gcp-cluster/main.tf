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
  project = var.project
  region  = var.region
}

resource "google_compute_network" "cluster" {
  name                    = "cluster"
  auto_create_subnetworks = false
}

resource "google_compute_subnetwork" "nodes" {
  name          = "nodes"
  network       = google_compute_network.cluster.id
  region        = var.region
  ip_cidr_range = "10.40.0.0/20"
}

resource "google_compute_firewall" "admin" {
  name    = "admin"
  network = google_compute_network.cluster.name

  source_ranges = ["0.0.0.0/0"]

  allow {
    protocol = "tcp"
    ports    = ["22", "3389"]
  }
}

resource "google_container_cluster" "main" {
  name     = var.name
  location = var.region

  network    = google_compute_network.cluster.id
  subnetwork = google_compute_subnetwork.nodes.id

  enable_legacy_abac       = true
  remove_default_node_pool = true
  initial_node_count       = 1
  logging_service          = "none"

  master_auth {
    client_certificate_config {
      issue_client_certificate = true
    }
  }
}

module "general" {
  source = "./modules/node-pool"

  cluster      = google_container_cluster.main.id
  name         = "general"
  machine_type = "e2-standard-4"
}

module "batch" {
  # checkov:skip=CKV_GCP_10: batch nodes are replaced every night
  source = "./modules/node-pool"

  cluster      = google_container_cluster.main.id
  name         = "batch"
  machine_type = "c2-standard-8"
  auto_upgrade = false
}

resource "google_storage_bucket" "backups" {
  name     = "${var.project}-cluster-backups"
  location = "EU"

  uniform_bucket_level_access = false
}
