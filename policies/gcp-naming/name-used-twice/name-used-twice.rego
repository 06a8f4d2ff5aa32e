# METADATA
# title: A name is given once
# description: >-
#   Buckets have names that nobody else in the world may have, accounts and topics names that are
#   their own in a project: the second is refused while applying.
# related_resources:
#   - description: Google Cloud documentation, Resource names
#   - description: NIST SP 800-53 Rev. 5, CM-6
# custom:
#   id: TF_GCP_NAME_2
#   severity: medium
package terraformer.gcp_naming.name_used_twice

import data.terraformer.lib.placement
import data.terraformer.lib.terraform
import data.terraformer.lib.variables
import rego.v1

deny contains terraform.finding(bucket, "name", message) if {
	some bucket in terraform.of_type("google_storage_bucket")
	some other in terraform.of_type("google_storage_bucket")
	bucket.address != other.address
	same(bucket, other, "name")
	message := sprintf("%s has the same name %s", [other.address, bucket.values.name])
}

in_project := {
	"google_service_account": "account_id",
	"google_pubsub_topic": "name",
	"google_pubsub_subscription": "name",
	"google_secret_manager_secret": "secret_id",
	"google_bigquery_dataset": "dataset_id",
	"google_compute_network": "name",
	"google_compute_firewall": "name",
}

deny contains terraform.finding(resource, argument, message) if {
	some type, argument in in_project
	some resource in terraform.of_type(type)
	some other in terraform.of_type(type)
	resource.address != other.address
	same(resource, other, argument)
	same_project(resource, other)
	message := sprintf("%s has the same name %s", [other.address, resource.values[argument]])
}

same(one, other, argument) if {
	is_string(one.values[argument])
	one.values[argument] == other.values[argument]
	not variables.placeholder(one.values[argument])
}

same_project(one, other) if {
	is_string(one.values.project)
	one.values.project == other.values.project
}

# Both leave it to the provider.
same_project(one, other) if {
	every resource in [one, other] {
		not terraform.configured(resource, "project")
	}
	placement.together(one, other)
}
