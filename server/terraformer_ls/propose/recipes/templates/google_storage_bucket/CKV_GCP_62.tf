resource "google_storage_bucket" "this" {
  logging {
    log_bucket = google_storage_bucket.shared_log.name
  }
}
