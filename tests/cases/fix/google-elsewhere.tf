# fixable: CKV_GCP_62
resource "google_storage_bucket" "reports" {
  name     = "example-reports"
  location = "EU"
}

# fixable: CKV_GCP_81
resource "google_bigquery_dataset" "reports" {
  dataset_id = "reports"
  location   = "EU"
}

# fixable: CKV_GCP_80
resource "google_bigquery_table" "monthly" {
  dataset_id = google_bigquery_dataset.reports.dataset_id
  table_id   = "monthly"
}

# fixable: CKV_GCP_83
resource "google_pubsub_topic" "orders" {
  name = "orders"
}

# fixable: CKV_GCP_84
resource "google_artifact_registry_repository" "services" {
  repository_id = "services"
  location      = "europe-west1"
  format        = "DOCKER"
}
