resource "google_container_cluster" "this" {
  resource_labels = {
    managed-by = "terraform"
  }
}
