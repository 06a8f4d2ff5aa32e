# METADATA
# title: Custom roles can't give themselves more
# description: >-
#   Whoever may set the policy of a project, or change a custom role that he has, can make himself
#   owner, however short the rest of the role is.
# related_resources:
#   - description: CIS Google Cloud Platform Foundation Benchmark, Identity and Access Management
#   - description: NIST SP 800-53 Rev. 5, AC-6
# custom:
#   id: TF_GCP_IAM_4
#   severity: high
package terraformer.gcp_identity.role_that_raises_itself

import data.terraformer.lib.terraform
import rego.v1

raising := {
	"resourcemanager.projects.setIamPolicy",
	"resourcemanager.folders.setIamPolicy",
	"resourcemanager.organizations.setIamPolicy",
	"iam.roles.update",
	"iam.serviceAccounts.setIamPolicy",
}

deny contains terraform.finding(role, "permissions", message) if {
	some type in ["google_project_iam_custom_role", "google_organization_iam_custom_role"]
	some role in terraform.of_type(type)
	some permission in terraform.items(role.values, "permissions")
	permission in raising
	message := sprintf("%s lets the role give itself more", [permission])
}
