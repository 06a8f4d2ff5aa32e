# where workload_identity_config is unset
resource "google_container_cluster" "this" {
  workload_identity_config {
    workload_pool = "${data.google_project.shared.project_id}.svc.id.goog"
  }

  node_config {
    workload_metadata_config {
      mode = "GKE_METADATA"
    }

    shielded_instance_config {
      enable_integrity_monitoring = true
      enable_secure_boot          = true
    }
  }
}

data "google_project" "shared" {}
