# where lifecycle_rule.action.type is .*
resource "google_storage_bucket" "this" {
  versioning {
    enabled = true
  }
}
