# fixable: CKV_GCP_114 CKV_GCP_29 CKV_GCP_62 CKV_GCP_78
resource "google_storage_bucket" "reports" {
  name     = "example-reports"
  location = "EU"
}

# fixable: CKV_GCP_114 CKV_GCP_29 CKV_GCP_78
resource "google_storage_bucket" "access_logs" {
  name     = "example-access-logs"
  location = "EU"
}

resource "google_kms_key_ring" "main" {
  name     = "main"
  location = "europe-west1"
}

# fixable: CKV_GCP_43
resource "google_kms_crypto_key" "data" {
  name     = "data"
  key_ring = google_kms_key_ring.main.id
}

resource "google_bigquery_dataset" "reports" {
  dataset_id = "reports"
}

# fixable: CKV_GCP_121
resource "google_bigquery_table" "orders" {
  dataset_id          = google_bigquery_dataset.reports.dataset_id
  table_id            = "orders"
  deletion_protection = false
}
