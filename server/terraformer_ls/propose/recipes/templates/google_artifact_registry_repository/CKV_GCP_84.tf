resource "google_artifact_registry_repository" "this" {
  kms_key_name = google_kms_crypto_key_iam_member.shared.crypto_key_id
}
