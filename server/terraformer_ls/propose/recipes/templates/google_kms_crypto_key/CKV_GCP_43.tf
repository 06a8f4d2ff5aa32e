resource "google_kms_crypto_key" "this" {
  rotation_period = "7776000s"
}
