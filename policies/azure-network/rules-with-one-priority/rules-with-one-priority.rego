# METADATA
# title: Rules of a security group have priorities of their own
# description: >-
#   Azure refuses a second rule of the same direction and priority in a network security group, but
#   only while applying, when half of the rules stand.
# related_resources:
#   - description: 'Azure documentation, Network security groups: Security rules'
#   - description: NIST SP 800-53 Rev. 5, CM-6
# custom:
#   id: TF_AZURE_NET_2
#   severity: medium
package terraformer.azure_network.rules_with_one_priority

import data.terraformer.lib.azure
import data.terraformer.lib.placement
import data.terraformer.lib.terraform
import data.terraformer.lib.variables
import rego.v1

deny contains terraform.finding(entry.resource, concat("", [entry.prefix, "priority"]), message) if {
	some entry in azure.security_rules
	some other in azure.security_rules
	entry.rule.priority == other.rule.priority
	is_number(entry.rule.priority)
	not variables.placeholder(entry.rule.priority)
	lower(entry.rule.direction) == lower(other.rule.direction)
	[entry.resource.address, entry.rule.name] != [other.resource.address, other.rule.name]
	entry.group == other.group
	placement.together(entry.resource, other.resource)
	message := sprintf("%s and %s both have the priority %d", [entry.rule.name, other.rule.name, entry.rule.priority])
}
