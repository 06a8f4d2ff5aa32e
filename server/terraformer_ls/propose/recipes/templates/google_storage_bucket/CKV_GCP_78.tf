# where lifecycle_rule is unset
resource "google_storage_bucket" "this" {
  versioning {
    enabled = true
  }

  lifecycle_rule {
    action {
      type = "Delete"
    }
    condition {
      days_since_noncurrent_time = 90
    }
  }
}
