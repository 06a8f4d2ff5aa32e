# METADATA
# title: Policies allow what is named, not all but something
# description: >-
#   `Allow` with `NotAction` grants everything that isn't listed, in every service, and whatever
#   AWS adds tomorrow.
# related_resources:
#   - description: 'AWS IAM User Guide, IAM JSON policy elements: NotAction'
#   - description: NIST SP 800-53 Rev. 5, AC-6
#   - description: PCI DSS v4.0, 7.2.2
# custom:
#   id: TF_AWS_IAM_1
#   severity: medium
package terraformer.aws_identity.allow_all_but

import data.terraformer.lib.aws
import data.terraformer.lib.terraform
import rego.v1

deny contains terraform.finding(policy, argument, message) if {
	some type, argument in aws.identity_policies
	some policy in terraform.of_type(type)
	some statement in aws.statements(policy, argument)
	statement.Effect == "Allow"
	actions := aws.as_list(statement.NotAction)
	message := sprintf("Allows every action but %s", [concat(", ", actions)])
}
