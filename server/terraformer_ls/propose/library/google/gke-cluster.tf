# A private GKE cluster with workload identity, shielded nodes and its own node pool.
# words: a gke cluster with a node pool | private kubernetes gke cluster on google cloud, gcp | a regional private GKE cluster with workload identity, network policy, binary authorization, shielded nodes, a release channel and an auto-scaling node pool

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
  region  = "europe-west4"
}

variable "project_id" {
  type        = string
  description = "Google Cloud project that holds the resources."
}

variable "network" {
  type        = string
  description = "Network of the cluster."
}

variable "subnetwork" {
  type        = string
  description = "Subnet with secondary ranges pods and services."
}

variable "node_service_account" {
  type        = string
  description = "Service account of the nodes."
}

variable "security_group" {
  type        = string
  description = "Group that Kubernetes roles are given to."
  default     = "gke-security-groups@acme.io"
}

resource "google_container_cluster" "platform" {
  name                        = "platform"
  location                    = "europe-west4"
  network                     = var.network
  subnetwork                  = var.subnetwork
  remove_default_node_pool    = true
  initial_node_count          = 1
  enable_shielded_nodes       = true
  enable_intranode_visibility = true
  deletion_protection         = true

  resource_labels = { team = "platform" }

  release_channel {
    channel = "REGULAR"
  }

  private_cluster_config {
    enable_private_nodes    = true
    enable_private_endpoint = true
    master_ipv4_cidr_block  = "172.16.0.0/28"
  }

  master_authorized_networks_config {
    cidr_blocks {
      cidr_block   = "10.0.0.0/8"
      display_name = "corporate"
    }
  }

  master_auth {
    client_certificate_config {
      issue_client_certificate = false
    }
  }

  node_config {
    workload_metadata_config {
      mode = "GKE_METADATA"
    }

    shielded_instance_config {
      enable_secure_boot          = true
      enable_integrity_monitoring = true
    }
  }

  ip_allocation_policy {
    cluster_secondary_range_name  = "pods"
    services_secondary_range_name = "services"
  }

  workload_identity_config {
    workload_pool = "${var.project_id}.svc.id.goog"
  }

  authenticator_groups_config {
    security_group = var.security_group
  }

  network_policy {
    enabled = true
  }

  binary_authorization {
    evaluation_mode = "PROJECT_SINGLETON_POLICY_ENFORCE"
  }
}

resource "google_container_node_pool" "general" {
  name               = "general"
  cluster            = google_container_cluster.platform.id
  initial_node_count = 1

  autoscaling {
    min_node_count = 1
    max_node_count = 4
  }

  management {
    auto_repair  = true
    auto_upgrade = true
  }

  node_config {
    machine_type    = "e2-standard-4"
    image_type      = "COS_CONTAINERD"
    service_account = var.node_service_account
    oauth_scopes    = ["https://www.googleapis.com/auth/cloud-platform"]

    shielded_instance_config {
      enable_secure_boot          = true
      enable_integrity_monitoring = true
    }

    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}

output "cluster_endpoint" {
  description = "Address of the Kubernetes API."
  value       = google_container_cluster.platform.endpoint
}
