# METADATA
# title: Nobody is exempted from audit logs
# description: >-
#   What an exempted member reads leaves no trace, and whoever gets hold of that account leaves none
#   either.
# related_resources:
#   - description: CIS Google Cloud Platform Foundation Benchmark v2.0.0, 2.1
#   - description: NIST SP 800-53 Rev. 5, AU-2 and AU-12
#   - description: PCI DSS v4.0, 10.2.1
# custom:
#   id: TF_GCP_LOG_4
#   severity: medium
package terraformer.gcp_logging.exempted_from_audit

import data.terraformer.lib.terraform
import rego.v1

types := {"google_project_iam_audit_config", "google_folder_iam_audit_config", "google_organization_iam_audit_config"}

deny contains terraform.finding(audit, "audit_log_config.exempted_members", message) if {
	some type in types
	some audit in terraform.of_type(type)
	some log in terraform.blocks(audit.values, "audit_log_config")
	some member in terraform.items(log, "exempted_members")
	is_string(member)
	message := sprintf("What %s does is not logged as %s", [member, log.log_type])
}
