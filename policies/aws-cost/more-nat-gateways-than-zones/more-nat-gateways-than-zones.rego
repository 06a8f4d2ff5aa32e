# METADATA
# title: There is one NAT gateway per availability zone at most
# description: >-
#   Every NAT gateway is paid for by the hour, used or not.
# related_resources:
#   - description: AWS Well-Architected Framework, COST 6
#   - description: Amazon VPC User Guide, NAT gateway basics
# custom:
#   id: TF_AWS_COST_1
#   severity: medium
package terraformer.aws_cost.more_nat_gateways_than_zones

import data.terraformer.lib.terraform
import rego.v1

deny contains terraform.finding(gateway, "subnet_id", message) if {
	some gateway in public_gateways
	gateways := {other.address | some other in public_gateways; other.module == gateway.module}
	subnets := {subnet | some subnet in terraform.of_type("aws_subnet"); subnet.module == gateway.module}
	zones := {zone | some subnet in subnets; zone := subnet.values.availability_zone; is_string(zone)}
	count(zones) > 0

	# A subnet whose zone isn't known may lie in another one.
	every subnet in subnets {
		is_string(subnet.values.availability_zone)
	}

	# Gateways for several networks are not told apart.
	count({vpc.address | some vpc in terraform.of_type("aws_vpc"); vpc.module == gateway.module}) <= 1
	count(gateways) > count(zones)
	message := sprintf("%d NAT gateways stand in %d availability zones", [count(gateways), count(zones)])
}

public_gateways contains gateway if {
	some gateway in terraform.of_type("aws_nat_gateway")
	not gateway.values.connectivity_type == "private"
}
