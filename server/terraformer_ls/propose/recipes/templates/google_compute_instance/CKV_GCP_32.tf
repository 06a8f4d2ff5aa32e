resource "google_compute_instance" "this" {
  metadata = {
    block-project-ssh-keys = true
  }
}
