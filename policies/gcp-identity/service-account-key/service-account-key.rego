# METADATA
# title: Service accounts have no keys in the state
# description: >-
#   Terraform writes the private key it makes for a service account into its state, where it stays
#   readable for everyone who may read that, and it does not expire.
# related_resources:
#   - description: CIS Google Cloud Platform Foundation Benchmark v2.0.0, 1.4
#   - description: NIST SP 800-53 Rev. 5, IA-5
# custom:
#   id: TF_GCP_IAM_3
#   severity: high
package terraformer.gcp_identity.service_account_key

import data.terraformer.lib.terraform
import rego.v1

deny contains terraform.finding(key, "service_account_id", message) if {
	some key in terraform.of_type("google_service_account_key")
	not terraform.given(key, "public_key_data")
	message := "The private key of the service account is written to Terraform's state"
}
