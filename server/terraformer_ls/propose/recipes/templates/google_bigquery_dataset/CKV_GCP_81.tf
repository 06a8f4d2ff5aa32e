resource "google_bigquery_dataset" "this" {
  default_encryption_configuration {
    kms_key_name = google_kms_crypto_key_iam_member.shared.crypto_key_id
  }
}
