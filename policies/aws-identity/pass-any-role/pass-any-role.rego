# METADATA
# title: Policies do not let pass any role
# description: >-
#   Who may pass every role to a service gets the rights of the mightiest one: start a machine or a
#   function with it and use its credentials.
# related_resources:
#   - description: AWS IAM User Guide, Grant a user permissions to pass a role to an AWS service
#   - description: NIST SP 800-53 Rev. 5, AC-6
#   - description: PCI DSS v4.0, 7.2.2
# custom:
#   id: TF_AWS_IAM_2
#   severity: high
package terraformer.aws_identity.pass_any_role

import data.terraformer.lib.aws
import data.terraformer.lib.terraform
import rego.v1

deny contains terraform.finding(policy, argument, message) if {
	some type, argument in aws.identity_policies
	some policy in terraform.of_type(type)
	some statement in aws.statements(policy, argument)
	statement.Effect == "Allow"
	some action in aws.as_list(statement.Action)
	is_string(action)

	# Wider ones (iam:*, *) are administrators, which have checks of their own.
	lower(action) in {"iam:passrole", "iam:pass*"}
	some resource in aws.as_list(statement.Resource)
	is_string(resource)
	any_role(resource)
	not statement.Condition
	message := sprintf("Lets pass any role to any service (%s on %s)", [action, resource])
}

any_role(resource) if resource == "*"

any_role(resource) if regex.match(`^arn:[^:]*:iam::[^:]*:(role/)?\*$`, resource)
