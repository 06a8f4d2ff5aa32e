# METADATA
# title: Tables, clusters and user pools are protected against deletion
# description: >-
#   A table, a cluster or a pool of users is deleted by one call or one wrong plan, and what was in
#   it since the last backup, for users even all of it, is gone.
# related_resources:
#   - description: AWS Security Hub, DynamoDB.6
#   - description: NIST SP 800-53 Rev. 5, CP-9 and SC-5
# custom:
#   id: TF_AWS_DEL_6
#   severity: medium
package terraformer.aws_deletion.no_deletion_protection

import data.terraformer.lib.terraform
import rego.v1

switches := {
	"aws_dynamodb_table": "deletion_protection_enabled",
	"aws_docdb_cluster": "deletion_protection",
	"aws_neptune_cluster": "deletion_protection",
	"aws_cognito_user_pool": "deletion_protection",
}

deny contains terraform.finding(holder, argument, message) if {
	some type, argument in switches
	some holder in terraform.of_type(type)
	unprotected(holder, argument)
	message := "One call deletes this with all that is in it"
}

unprotected(holder, argument) if holder.values[argument] in {false, "INACTIVE", null}

# Filled in by the provider, which means off.
unprotected(holder, argument) if {
	terraform.unknown(holder, argument)
	not terraform.configured(holder, argument)
}
