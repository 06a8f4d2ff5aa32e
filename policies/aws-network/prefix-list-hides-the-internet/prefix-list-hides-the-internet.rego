# METADATA
# title: Prefix lists do not let in the whole internet
# description: >-
#   A security group rule that names a prefix list looks harmless wherever it stands, and checks
#   that look for `0.0.0.0/0` in rules do not follow it.
# related_resources:
#   - description: NIST SP 800-53 Rev. 5, SC-7
#   - description: PCI DSS v4.0, 1.3.1
# custom:
#   id: TF_AWS_NET_5
#   severity: high
package terraformer.aws_network.prefix_list_hides_the_internet

import data.terraformer.lib.terraform
import rego.v1

deny contains terraform.finding(rule, "prefix_list_id", message(list)) if {
	some rule in terraform.of_type("aws_vpc_security_group_ingress_rule")
	not web(rule.values)
	some list in terraform.referred_from(rule, "prefix_list_id", "aws_ec2_managed_prefix_list")
	open(list)
}

deny contains terraform.finding(rule, "prefix_list_ids", message(list)) if {
	some rule in terraform.of_type("aws_security_group_rule")
	rule.values.type == "ingress"
	not web(rule.values)
	some list in terraform.referred_from(rule, "prefix_list_ids", "aws_ec2_managed_prefix_list")
	open(list)
}

# Rules inside the group are one argument, whose references are not told apart: only where all of
# them that have prefix lists are no web rules is it certain.
deny contains terraform.finding(group, "ingress.prefix_list_ids", message(list)) if {
	some group in terraform.of_type("aws_security_group")
	rules := [rule | some rule in terraform.blocks(group.values, "ingress"); count(terraform.items(rule, "prefix_list_ids")) > 0]
	count(rules) > 0
	every rule in rules {
		not web(rule)
	}
	some list in terraform.referred_from(group, "ingress", "aws_ec2_managed_prefix_list")
	open(list)
}

open(list) if {
	some entry in terraform.blocks(list.values, "entry")
	terraform.whole_internet(entry.cidr)
}

open(list) if {
	some entry in terraform.of_type("aws_ec2_managed_prefix_list_entry")
	terraform.whole_internet(entry.values.cidr)
	list in terraform.referred_from(entry, "prefix_list_id", "aws_ec2_managed_prefix_list")
}

web(rule) if {
	rule.from_port == rule.to_port
	rule.from_port in {80, 443}
}

message(list) := sprintf("%s holds the whole internet", [list.address])
