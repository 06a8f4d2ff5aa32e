# METADATA
# title: Custom roles can't give themselves more
# description: >-
#   Whoever may write role assignments or role definitions can make himself owner, however short the
#   rest of the role is.
# related_resources:
#   - description: Microsoft cloud security benchmark, PA-7
#   - description: NIST SP 800-53 Rev. 5, AC-6
# custom:
#   id: TF_AZURE_IAM_2
#   severity: high
package terraformer.azure_identity.role_that_raises_itself

import data.terraformer.lib.terraform
import rego.v1

raising := {
	"Microsoft.Authorization/roleAssignments/write",
	"Microsoft.Authorization/roleDefinitions/write",
	"Microsoft.Authorization/elevateAccess/Action",
}

deny contains terraform.finding(role, "permissions.actions", message) if {
	some role in terraform.of_type("azurerm_role_definition")
	some permission in terraform.blocks(role.values, "permissions")
	some action in terraform.items(permission, "actions")
	action != "*"
	some operation in raising
	matches(action, operation)
	not taken_away(permission, operation)
	message := sprintf("%s lets the role give itself more", [action])
}

# Actions take a single star for any part.
matches(action, operation) if {
	is_string(action)
	pattern := replace(replace(lower(action), ".", `\.`), "*", ".*")
	regex.match(sprintf("^%s$", [pattern]), lower(operation))
}

taken_away(permission, operation) if {
	some action in terraform.items(permission, "not_actions")
	matches(action, operation)
}
