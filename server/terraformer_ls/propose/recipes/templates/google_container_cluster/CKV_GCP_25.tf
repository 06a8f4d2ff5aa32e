resource "google_container_cluster" "this" {
  private_cluster_config {
    enable_private_nodes    = true
    enable_private_endpoint = false
  }
}
