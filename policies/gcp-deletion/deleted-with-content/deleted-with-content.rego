# METADATA
# title: Destroying does not take the content along
# description: >-
#   A bucket, a dataset or a cluster that holds something can't be destroyed, unless its definition
#   says that the content goes too.
# related_resources:
#   - description: 'Google provider documentation, google_storage_bucket: force_destroy'
#   - description: NIST SP 800-53 Rev. 5, CP-9 and SI-12
# custom:
#   id: TF_GCP_DEL_1
#   severity: medium
package terraformer.gcp_deletion.deleted_with_content

import data.terraformer.lib.terraform
import data.terraformer.lib.variables
import rego.v1

arguments := {
	"google_storage_bucket": {"force_destroy": true},
	"google_bigquery_dataset": {"delete_contents_on_destroy": true},
	"google_alloydb_cluster": {"deletion_policy": "FORCE"},
	"google_dns_managed_zone": {"force_destroy": true},
	"google_bigtable_instance": {"force_destroy": true},
	"google_spanner_instance": {"force_destroy": true},
	"google_gke_backup_backup_plan": {"deletion_policy": "FORCE"},
}

deny contains terraform.finding(resource, argument, message) if {
	some type, settings in arguments
	some resource in terraform.of_type(type)
	some argument, value in settings
	resource.values[argument] == value
	not variables.placeholder(value)
	not temporary(resource)
	message := sprintf("%s = %v deletes the content along with it", [argument, value])
}

# What says of itself that it is not for long.
temporary(resource) if {
	resource.values.labels[_] in {"dev", "development", "test", "testing", "sandbox", "preview", "ci"}
}
