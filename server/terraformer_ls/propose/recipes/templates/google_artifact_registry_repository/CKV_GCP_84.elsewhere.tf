# where google_kms_crypto_key_iam_member.shared.role is unset
resource "google_artifact_registry_repository" "this" {
  kms_key_name = var.this_key
}

variable "this_key" {
  description = "ID of the key in KMS; the service's own account must be allowed to use it"
  type        = string
}
