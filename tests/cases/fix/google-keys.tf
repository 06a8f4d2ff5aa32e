resource "google_kms_key_ring" "main" {
  name     = "main"
  location = "europe-west1"
}

resource "google_kms_crypto_key" "data" {
  name            = "data"
  key_ring        = google_kms_key_ring.main.id
  rotation_period = "7776000s"
}

resource "google_kms_crypto_key_iam_member" "data" {
  crypto_key_id = google_kms_crypto_key.data.id
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = "serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com"
}

# fixable: CKV_GCP_83
resource "google_pubsub_topic" "orders" {
  name = "orders"
}

# fixable: CKV_GCP_81
resource "google_bigquery_dataset" "reports" {
  dataset_id = "reports"
}

# fixable: CKV_GCP_121 CKV_GCP_80
resource "google_bigquery_table" "orders" {
  dataset_id = google_bigquery_dataset.reports.dataset_id
  table_id   = "orders"
}

# fixable: CKV_GCP_84
resource "google_artifact_registry_repository" "images" {
  repository_id = "images"
  format        = "DOCKER"
}
