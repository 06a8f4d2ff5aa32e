resource "google_container_cluster" "this" {
  master_authorized_networks_config {}
}
