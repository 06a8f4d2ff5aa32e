# A spot node pool with GPUs for an existing cluster.
# words: add a gpu node pool to gke | gke spot nodes with autoscaling | a spot node pool with one L4 GPU per node for an existing cluster, from zero to eight nodes, secure boot, a taint, its own service account and managed upgrades

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

variable "cluster_id" {
  type        = string
  description = "Existing cluster."
}

variable "kms_key" {
  type        = string
  description = "Key that encrypts the boot disks."
}

resource "google_service_account" "nodes" {
  account_id   = "gpu-nodes"
  display_name = "GPU nodes"
}

resource "google_project_iam_member" "nodes" {
  for_each = toset(["roles/logging.logWriter", "roles/monitoring.metricWriter", "roles/artifactregistry.reader"])
  project  = var.project_id
  role     = each.value
  member   = google_service_account.nodes.member
}

resource "google_container_node_pool" "gpu" {
  name           = "gpu-spot"
  cluster        = var.cluster_id
  location       = "europe-west4"
  node_locations = ["europe-west4-a"]

  autoscaling {
    total_min_node_count = 0
    total_max_node_count = 8
    location_policy      = "ANY"
  }

  management {
    auto_repair  = true
    auto_upgrade = true
  }

  upgrade_settings {
    max_surge       = 1
    max_unavailable = 0
  }

  node_config {
    machine_type      = "g2-standard-8"
    image_type        = "COS_CONTAINERD"
    spot              = true
    boot_disk_kms_key = var.kms_key
    service_account   = google_service_account.nodes.email
    oauth_scopes      = ["https://www.googleapis.com/auth/cloud-platform"]

    guest_accelerator {
      type  = "nvidia-l4"
      count = 1
    }

    shielded_instance_config {
      enable_secure_boot          = true
      enable_integrity_monitoring = true
    }

    workload_metadata_config {
      mode = "GKE_METADATA"
    }

    taint {
      key    = "nvidia.com/gpu"
      value  = "present"
      effect = "NO_SCHEDULE"
    }
  }
}

output "node_pool" {
  description = "Name of the pool."
  value       = google_container_node_pool.gpu.name
}
