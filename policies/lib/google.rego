# METADATA
# title: Reading what Google Cloud resources carry
# description: Firewall rules and members of roles, as far as the plan knows them.
package terraformer.lib.google

import data.terraformer.lib.terraform
import rego.v1

# Firewall rules of a network that let traffic in.
inbound contains rule if {
	some rule in terraform.of_type("google_compute_firewall")
	not rule.values.direction == "EGRESS"
	not rule.values.disabled == true
	count(terraform.blocks(rule.values, "allow")) > 0
}

# Whether a rule lets TCP to a port through.
reaches(rule, port) if {
	some allowed in terraform.blocks(rule.values, "allow")
	lower(allowed.protocol) in {"tcp", "all", "6"}
	covers(allowed, port)
}

# No ports are all ports.
covers(allowed, _) if {
	count(terraform.items(allowed, "ports")) == 0
	names_ports(allowed)
}

covers(allowed, port) if {
	some range in terraform.items(allowed, "ports")
	regex.match(`^[0-9]+$`, range)
	to_number(range) == port
}

covers(allowed, port) if {
	some range in terraform.items(allowed, "ports")
	regex.match(`^[0-9]+-[0-9]+$`, range)
	ends := split(range, "-")
	to_number(ends[0]) <= port
	port <= to_number(ends[1])
}

# An argument that is absent altogether is unknown; one that is not written is null or empty.
names_ports(allowed) if "ports" in object.keys(allowed)

# Whom a binding or a membership gives a role.
members(values) := [values.member] if is_string(values.member)

members(values) := terraform.items(values, "members") if not is_string(values.member)
