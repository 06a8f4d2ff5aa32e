# METADATA
# title: Old versions of objects go away some day
# description: >-
#   A bucket that keeps versions keeps every one of them, and pays for it, until a lifecycle rule
#   deletes them.
# related_resources:
#   - description: Google Cloud documentation, Object Lifecycle Management
#   - description: NIST SP 800-53 Rev. 5, SI-12
# custom:
#   id: TF_GCP_COST_2
#   severity: low
package terraformer.gcp_cost.versions_kept_forever

import data.terraformer.lib.terraform
import data.terraformer.lib.variables
import rego.v1

deny contains terraform.finding(bucket, "versioning.enabled", message) if {
	some bucket in terraform.of_type("google_storage_bucket")
	some versioning in terraform.blocks(bucket.values, "versioning")
	versioning.enabled == true
	not variables.placeholder(true)
	not terraform.unknown(bucket, "lifecycle_rule")
	not terraform.given(bucket, "retention_policy")
	not deletes(bucket)
	message := "Every version is kept for good: no lifecycle rule deletes old ones"
}

deletes(bucket) if {
	some rule in terraform.blocks(bucket.values, "lifecycle_rule")
	some action in terraform.blocks(rule, "action")
	action.type == "Delete"
}
