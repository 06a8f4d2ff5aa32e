# METADATA
# title: Labels have the form that Google demands
# description: >-
#   Keys and values of labels are lower case letters, digits, dashes and underscores, 63 at most.
# related_resources:
#   - description: 'Google Cloud documentation, Labels: Requirements for labels'
#   - description: NIST SP 800-53 Rev. 5, CM-8
# custom:
#   id: TF_GCP_TAG_1
#   severity: medium
package terraformer.gcp_tagging.labels_google_refuses

import data.terraformer.lib.terraform
import data.terraformer.lib.variables
import rego.v1

# Labels of other resources may mean something else, as those of a notification channel do.
labelled := {
	"google_artifact_registry_repository": "labels",
	"google_bigquery_dataset": "labels",
	"google_bigquery_table": "labels",
	"google_cloud_run_v2_service": "labels",
	"google_cloudfunctions2_function": "labels",
	"google_compute_address": "labels",
	"google_compute_disk": "labels",
	"google_compute_instance": "labels",
	"google_compute_instance_template": "labels",
	"google_container_cluster": "resource_labels",
	"google_kms_crypto_key": "labels",
	"google_project": "labels",
	"google_pubsub_subscription": "labels",
	"google_pubsub_topic": "labels",
	"google_redis_instance": "labels",
	"google_secret_manager_secret": "labels",
	"google_spanner_instance": "labels",
	"google_storage_bucket": "labels",
}

deny contains terraform.finding(resource, argument, message) if {
	some type, argument in labelled
	some resource in terraform.of_type(type)
	is_object(resource.values[argument])
	some key, _ in resource.values[argument]
	not regex.match(`^[\p{Ll}\p{Lo}][\p{Ll}\p{Lo}\p{N}_-]{0,62}$`, key)
	message := sprintf("Google refuses the key %s", [key])
}

deny contains terraform.finding(resource, argument, message) if {
	some type, argument in labelled
	some resource in terraform.of_type(type)
	is_object(resource.values[argument])
	some key, value in resource.values[argument]
	is_string(value)
	not regex.match(`^[\p{Ll}\p{Lo}\p{N}_-]{0,63}$`, value)
	not variables.placeholder(value)
	message := sprintf("Google refuses the value %s of %s", [value, key])
}
