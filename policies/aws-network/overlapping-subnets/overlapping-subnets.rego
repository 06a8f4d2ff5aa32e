# METADATA
# title: Subnets of a VPC do not overlap
# description: >-
#   AWS refuses a subnet whose range overlaps that of another one in the same VPC, but only while
#   applying, when half of the network stands.
# related_resources:
#   - description: Amazon VPC User Guide, Subnet CIDR blocks
#   - description: NIST SP 800-53 Rev. 5, CM-6
# custom:
#   id: TF_AWS_NET_4
#   severity: medium
package terraformer.aws_network.overlapping_subnets

import data.terraformer.lib.addresses
import data.terraformer.lib.terraform
import rego.v1

deny contains terraform.finding(subnet, "cidr_block", message) if {
	some vpc, subnets in subnets_by_vpc
	some subnet in subnets
	some other in subnets
	subnet.address != other.address
	overlap(subnet.values.cidr_block, other.values.cidr_block)
	message := sprintf("%s overlaps %s of %s", [subnet.values.cidr_block, other.values.cidr_block, other.address])
}

subnets_by_vpc[vpc] contains subnet if {
	some subnet in terraform.of_type("aws_subnet")
	is_string(subnet.values.cidr_block)
	regex.match(`^((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])\.){3}(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])/([0-9]|[12][0-9]|3[0-2])$`, subnet.values.cidr_block)
	not addresses.made_up(subnet.values.cidr_block)
	vpc := vpc_of(subnet)
}

vpc_of(subnet) := subnet.values.vpc_id if is_string(subnet.values.vpc_id)

# Its id is known only after apply: the one that the subnet names, where it is a single one.
vpc_of(subnet) := address if {
	not is_string(subnet.values.vpc_id)
	[address] := [named.address | some named in terraform.referred_from(subnet, "vpc_id", "aws_vpc")]
}

overlap(one, other) if net.cidr_contains(one, other)

overlap(one, other) if net.cidr_contains(other, one)
