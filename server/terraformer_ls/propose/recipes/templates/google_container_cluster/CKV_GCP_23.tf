resource "google_container_cluster" "this" {
  ip_allocation_policy {}
}
