# Only images signed by the build pipeline may run on the project's clusters.
# words: binary authorization policy for gke | allow only signed images in kubernetes on gcp | an attestor with a KMS signing key, a note for it and a Binary Authorization policy that demands its attestation everywhere and logs refusals

terraform {
  required_version = ">= 1.6"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 6.0"
    }
  }
}

provider "google" {
  project = var.project_id
  region  = "europe-west1"
}

variable "project_id" {
  type        = string
  description = "Google Cloud project that holds the resources."
}

resource "google_kms_key_ring" "signing" {
  name     = "image-signing"
  location = "europe-west1"
}

resource "google_kms_crypto_key" "signing" {
  name     = "pipeline"
  key_ring = google_kms_key_ring.signing.id
  purpose  = "ASYMMETRIC_SIGN"

  version_template {
    algorithm        = "EC_SIGN_P256_SHA256"
    protection_level = "HSM"
  }

  lifecycle {
    prevent_destroy = true
  }
}

data "google_kms_crypto_key_version" "signing" {
  crypto_key = google_kms_crypto_key.signing.id
}

resource "google_container_analysis_note" "pipeline" {
  name = "pipeline"

  attestation_authority {
    hint {
      human_readable_name = "Build pipeline"
    }
  }
}

resource "google_binary_authorization_attestor" "pipeline" {
  name = "pipeline"

  attestation_authority_note {
    note_reference = google_container_analysis_note.pipeline.name

    public_keys {
      id = data.google_kms_crypto_key_version.signing.id

      pkix_public_key {
        public_key_pem      = data.google_kms_crypto_key_version.signing.public_key[0].pem
        signature_algorithm = data.google_kms_crypto_key_version.signing.public_key[0].algorithm
      }
    }
  }
}

resource "google_binary_authorization_policy" "main" {
  global_policy_evaluation_mode = "ENABLE"

  default_admission_rule {
    evaluation_mode         = "REQUIRE_ATTESTATION"
    enforcement_mode        = "ENFORCED_BLOCK_AND_AUDIT_LOG"
    require_attestations_by = [google_binary_authorization_attestor.pipeline.name]
  }
}

output "attestor" {
  description = "Attestor that the pipeline signs for."
  value       = google_binary_authorization_attestor.pipeline.id
}
