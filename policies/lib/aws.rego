# METADATA
# title: Reading what AWS resources carry as JSON
# description: Policy documents and container definitions, as far as the plan knows them.
package terraformer.lib.aws

import data.terraformer.lib.terraform
import rego.v1

# Where the policies that identities carry are written, by type.
identity_policies := {
	"aws_iam_policy": "policy",
	"aws_iam_role_policy": "policy",
	"aws_iam_user_policy": "policy",
	"aws_iam_group_policy": "policy",
	"aws_ssoadmin_permission_set_inline_policy": "inline_policy",
}

# The JSON value of an argument. Undefined where it is unknown, null or no JSON.
document(resource, argument) := json.unmarshal(text) if {
	text := resource.values[argument]
	is_string(text)
	json.is_valid(text)
}

# The statements of a policy document, [] where it isn't known.
statements(resource, argument) := as_list(document(resource, argument).Statement)

statements(resource, argument) := [] if not document(resource, argument).Statement

# The containers of an ECS task definition, [] where they aren't known.
containers(task) := definitions if {
	definitions := document(task, "container_definitions")
	is_array(definitions)
}

containers(task) := [] if not is_array(document(task, "container_definitions"))

# IAM writes a single value without its list.
as_list(value) := value if is_array(value)

as_list(value) := [value] if not is_array(value)
