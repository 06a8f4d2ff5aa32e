# METADATA
# title: Secrets can be called back
# description: >-
#   A secret with a recovery window of zero is gone in the moment Terraform deletes it, and so is
#   the only copy of a password that something may still use.
# related_resources:
#   - description: AWS Secrets Manager User Guide, Delete an AWS Secrets Manager secret
#   - description: NIST SP 800-53 Rev. 5, CP-9
# custom:
#   id: TF_AWS_DEL_2
#   severity: medium
package terraformer.aws_deletion.secret_gone_at_once

import data.terraformer.lib.terraform
import rego.v1

deny contains terraform.finding(secret, "recovery_window_in_days", message) if {
	some secret in terraform.of_type("aws_secretsmanager_secret")
	secret.values.recovery_window_in_days == 0
	message := "The secret cannot be recovered once it is deleted"
}
