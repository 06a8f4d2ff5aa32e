resource "google_compute_instance" "this" {
  service_account {
    email = google_service_account.shared.email
  }
}
