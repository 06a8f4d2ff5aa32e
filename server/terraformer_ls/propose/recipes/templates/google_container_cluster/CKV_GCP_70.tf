resource "google_container_cluster" "this" {
  release_channel {
    channel = "REGULAR"
  }
}
