# METADATA
# title: Audit logs are not excluded
# description: >-
#   An exclusion drops what its filter matches on the way to where logs are searched and archived:
#   denials by policy are gone then, and an archive lacks who changed what.
# related_resources:
#   - description: Google Cloud documentation, Cloud Audit Logs overview
#   - description: NIST SP 800-53 Rev. 5, AU-9 and AU-12
# custom:
#   id: TF_GCP_LOG_2
#   severity: medium
package terraformer.gcp_logging.audit_logs_excluded

import data.terraformer.lib.terraform
import rego.v1

exclusions := {
	"google_logging_project_exclusion",
	"google_logging_folder_exclusion",
	"google_logging_organization_exclusion",
	"google_logging_billing_account_exclusion",
}

deny contains terraform.finding(exclusion, "filter", message) if {
	some type in exclusions
	some exclusion in terraform.of_type(type)
	not exclusion.values.disabled == true
	about_audit(exclusion.values.filter)
	message := "The exclusion drops audit logs"
}

# A sink of audit logs is there to keep them.
sinks := {"google_logging_project_sink", "google_logging_folder_sink", "google_logging_organization_sink"}

deny contains terraform.finding(sink, "exclusions.filter", message) if {
	some type in sinks
	some sink in terraform.of_type(type)
	some exclusion in terraform.blocks(sink.values, "exclusions")
	not exclusion.disabled == true
	about_audit(exclusion.filter)
	message := sprintf("The exclusion %s keeps audit logs out of the sink", [exclusion.name])
}

# Data access logs are many; the others are few, and what is asked for later.
about_audit(filter) if {
	is_string(filter)
	regex.match(`cloudaudit\.googleapis\.com(/|%2F)(activity|system_event|policy)`, filter)
	not regex.match(`(NOT |^-|[\s(]-|!=|!~)[^\n]*cloudaudit`, filter)
}
