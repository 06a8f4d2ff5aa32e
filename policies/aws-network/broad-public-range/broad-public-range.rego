# METADATA
# title: Security groups do not let in a large part of the internet
# description: >-
#   Checks for `0.0.0.0/0` are easily passed with `0.0.0.0/1` and `128.0.0.0/1`, by intent or by a
#   wrong mask in a variable.
# related_resources:
#   - description: NIST SP 800-53 Rev. 5, SC-7
#   - description: PCI DSS v4.0, 1.3.1
# custom:
#   id: TF_AWS_NET_3
#   severity: high
package terraformer.aws_network.broad_public_range

import data.terraformer.lib.terraform
import rego.v1

# Rules inside the group.
deny contains terraform.finding(group, sprintf("ingress.%s", [argument]), message(cidr)) if {
	some group in terraform.of_type("aws_security_group")
	some rule in terraform.blocks(group.values, "ingress")
	some argument in ["cidr_blocks", "ipv6_cidr_blocks"]
	some cidr in terraform.items(rule, argument)
	broad(cidr)
}

# Rules of their own.
deny contains terraform.finding(rule, argument, message(cidr)) if {
	some rule in terraform.of_type("aws_security_group_rule")
	rule.values.type == "ingress"
	some argument in ["cidr_blocks", "ipv6_cidr_blocks"]
	some cidr in terraform.items(rule.values, argument)
	broad(cidr)
}

deny contains terraform.finding(rule, argument, message(rule.values[argument])) if {
	some rule in terraform.of_type("aws_vpc_security_group_ingress_rule")
	some argument in ["cidr_ipv4", "cidr_ipv6"]
	broad(rule.values[argument])
}

# Longer than /0, which is said openly and has checks of its own.
broad(cidr) if {
	is_string(cidr)
	regex.match(`^[0-9.]+/[1-7]$`, cidr)
}

broad(cidr) if {
	is_string(cidr)
	regex.match(`^[0-9a-fA-F:]+/([1-9]|1[0-5])$`, cidr)
	contains(cidr, ":")
	not regex.match(`^[fF][c-fC-F]`, cidr) # private, link-local and multicast
}

message(cidr) := sprintf("%s is a large part of the internet", [cidr])
