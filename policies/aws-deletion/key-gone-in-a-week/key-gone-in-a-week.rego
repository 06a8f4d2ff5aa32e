# METADATA
# title: Keys can be called back for two weeks
# description: >-
#   What a KMS key has encrypted is lost with the key.
# related_resources:
#   - description: AWS Security Hub, KMS.3
#   - description: AWS KMS Developer Guide, Deleting AWS KMS keys
#   - description: NIST SP 800-53 Rev. 5, SC-12
# custom:
#   id: TF_AWS_DEL_1
#   severity: medium
package terraformer.aws_deletion.key_gone_in_a_week

import data.terraformer.lib.terraform
import rego.v1

days := 14

deny contains terraform.finding(key, "deletion_window_in_days", message) if {
	some type in ["aws_kms_key", "aws_kms_external_key", "aws_kms_replica_key"]
	some key in terraform.of_type(type)
	window := key.values.deletion_window_in_days
	is_number(window)
	window < days
	message := sprintf("The key is lost %v days after its deletion is asked for", [window])
}
