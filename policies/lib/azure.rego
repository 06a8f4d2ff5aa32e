# METADATA
# title: Reading what Azure resources carry
# description: Rules of network security groups, as far as the plan knows them.
package terraformer.lib.azure

import data.terraformer.lib.terraform
import rego.v1

# Every rule of a network security group, wherever it is written: the resource that has it, what its
# arguments are prefixed with there, the group it belongs to and the rule itself.
security_rules contains entry if {
	some group in terraform.of_type("azurerm_network_security_group")
	some rule in terraform.blocks(group.values, "security_rule")
	entry := {
		"resource": group,
		"prefix": "security_rule.",
		"group": [group.values.resource_group_name, group.values.name],
		"rule": rule,
	}
}

security_rules contains entry if {
	some rule in terraform.of_type("azurerm_network_security_rule")
	entry := {
		"resource": rule,
		"prefix": "",
		"group": [rule.values.resource_group_name, rule.values.network_security_group_name],
		"rule": rule.values,
	}
}

allows_inbound(rule) if {
	lower(rule.direction) == "inbound"
	lower(rule.access) == "allow"
}

# What stands in an argument that takes one value or in its plural that takes several.
listed(values, argument) := [values[argument]] if is_string(values[argument])

listed(values, argument) := terraform.items(values, argument) if not is_string(values[argument])

# Azure's words for everybody.
everybody(source) if {
	is_string(source)
	lower(source) in {"*", "any", "internet", "0.0.0.0", "0.0.0.0/0", "::/0"}
}

# Whether a rule lets TCP to a port through.
reaches(rule, port) if {
	lower(rule.protocol) in {"tcp", "*"}
	some argument in ["destination_port_range", "destination_port_ranges"]
	some range in listed(rule, argument)
	covers(range, port)
}

covers("*", _) := true

covers(range, port) if {
	regex.match(`^[0-9]+$`, range)
	to_number(range) == port
}

covers(range, port) if {
	regex.match(`^[0-9]+-[0-9]+$`, range)
	ends := split(range, "-")
	to_number(ends[0]) <= port
	port <= to_number(ends[1])
}
