# METADATA
# title: Nobody is made owner of a whole subscription
# description: >-
#   Owner and User Access Administrator at a subscription, a management group or the root may give
#   themselves and others everything in it.
# related_resources:
#   - description: Microsoft cloud security benchmark, PA-1 and PA-7
#   - description: NIST SP 800-53 Rev. 5, AC-6
#   - description: PCI DSS v4.0, 7.2.2
# custom:
#   id: TF_AZURE_IAM_1
#   severity: high
package terraformer.azure_identity.owner_of_everything

import data.terraformer.lib.terraform
import rego.v1

roles := {"Owner", "User Access Administrator"}

# The same roles by their identifiers.
identifiers := {
	"8e3af657-a8ff-443c-a75c-2fe8c4bcb635": "Owner",
	"18d7d88d-d35e-4fb5-a5c3-7773c20a72d9": "User Access Administrator",
}

deny contains terraform.finding(assignment, argument, message) if {
	some assignment in terraform.of_type("azurerm_role_assignment")
	some argument, role in too_much(assignment)
	not terraform.given(assignment, "condition")
	is_string(assignment.values.scope)
	some pattern in [`^/$`, `^/subscriptions/[^/]+/?$`, `^/providers/Microsoft\.Management/managementGroups/[^/]+/?$`]
	regex.match(pattern, assignment.values.scope)
	message := sprintf("%s of all of %s", [role, assignment.values.scope])
}

too_much(assignment) := {"role_definition_name": assignment.values.role_definition_name} if {
	assignment.values.role_definition_name in roles
}

too_much(assignment) := {"role_definition_id": role} if {
	is_string(assignment.values.role_definition_id)
	some identifier, role in identifiers
	endswith(lower(assignment.values.role_definition_id), identifier)
}
