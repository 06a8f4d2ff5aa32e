# fixable: CKV_GCP_62
resource "google_storage_bucket" "reports" {
  name     = "example-reports"
  location = "EU"
}
