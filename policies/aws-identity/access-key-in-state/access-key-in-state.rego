# METADATA
# title: Access keys do not lie in the state
# description: >-
#   Terraform writes the secret of an access key into its state, where everyone who may read the
#   state can take it, and it never expires by itself.
# related_resources:
#   - description: CIS AWS Foundations Benchmark v3.0.0, 1.14
#   - description: NIST SP 800-53 Rev. 5, IA-5
#   - description: PCI DSS v4.0, 8.3.2
# custom:
#   id: TF_AWS_IAM_4
#   severity: high
package terraformer.aws_identity.access_key_in_state

import data.terraformer.lib.terraform
import rego.v1

deny contains terraform.finding(key, "pgp_key", message) if {
	some key in terraform.of_type("aws_iam_access_key")
	not terraform.given(key, "pgp_key")
	message := "The secret of this access key is written readable into the state"
}
