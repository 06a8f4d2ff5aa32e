# METADATA
# title: User pools offer a second factor
# description: >-
#   Passwords are guessed, reused and phished.
# related_resources:
#   - description: NIST SP 800-63B
#   - description: NIST SP 800-53 Rev. 5, IA-2
# custom:
#   id: TF_AWS_IAM_7
#   severity: medium
package terraformer.aws_identity.user_pool_without_mfa

import data.terraformer.lib.terraform
import rego.v1

deny contains terraform.finding(pool, "mfa_configuration", message) if {
	some pool in terraform.of_type("aws_cognito_user_pool")
	not terraform.unknown(pool, "mfa_configuration")
	object.get(pool.values, "mfa_configuration", null) in {null, "OFF"}
	message := "Users of this pool cannot protect their accounts with a second factor"
}
