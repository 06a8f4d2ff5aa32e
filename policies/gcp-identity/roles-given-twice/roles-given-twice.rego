# METADATA
# title: A role is given by bindings or by memberships, not by both
# description: >-
#   A binding says who has a role and takes it away from everybody else, a membership adds one:
#   together in one project they undo each other, and each apply takes away what the last one gave.
# related_resources:
#   - description: 'Google provider documentation, google_project_iam: binding and member resources'
#   - description: NIST SP 800-53 Rev. 5, AC-2 and AC-3
# custom:
#   id: TF_GCP_IAM_1
#   severity: high
package terraformer.gcp_identity.roles_given_twice

import data.terraformer.lib.terraform
import rego.v1

# What the resources of a family are about besides the role.
families := {
	"google_project_iam": "project",
	"google_folder_iam": "folder",
	"google_organization_iam": "org_id",
	"google_storage_bucket_iam": "bucket",
	"google_service_account_iam": "service_account_id",
	"google_kms_crypto_key_iam": "crypto_key_id",
	"google_secret_manager_secret_iam": "secret_id",
	"google_pubsub_topic_iam": "topic",
}

deny contains terraform.finding(membership, "role", message) if {
	some family, about in families
	some membership in terraform.of_type(sprintf("%s_member", [family]))
	some binding in terraform.of_type(sprintf("%s_binding", [family]))
	membership.values.role == binding.values.role
	is_string(membership.values.role)
	same(membership, binding, about)
	condition(membership) == condition(binding)
	message := sprintf("%s takes away what is given here: it says who has %s", [binding.address, binding.values.role])
}

same(one, other, about) if {
	is_string(one.values[about])
	one.values[about] == other.values[about]
}

# Known only after apply: both must name the same single resource.
same(one, other, about) if {
	not is_string(one.values[about])
	one.module == other.module
	named := names(one, about)
	count(named) == 1
	named == names(other, about)
	every name in named {
		count({resource.address | some resource in terraform.resources; resource.module == one.module; name == sprintf("%s.%s", [resource.type, resource.name])}) == 1
	}
}

names(resource, about) := {concat(".", array.slice(split(reference, "."), 0, 2)) |
	some reference in terraform.configuration(resource.address).expressions[about].references
	startswith(reference, "google_")
}

condition(resource) := [part.expression | some part in terraform.blocks(resource.values, "condition")]
