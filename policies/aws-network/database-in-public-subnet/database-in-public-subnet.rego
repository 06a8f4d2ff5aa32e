# METADATA
# title: Databases do not lie in public subnets
# description: >-
#   A subnet that gives public addresses on launch is meant for what the internet may reach.
# related_resources:
#   - description: NIST SP 800-53 Rev. 5, SC-7
#   - description: PCI DSS v4.0, 1.4.4
#   - description: AWS Security Hub, RDS.2
# custom:
#   id: TF_AWS_NET_2
#   severity: high
package terraformer.aws_network.database_in_public_subnet

import data.terraformer.lib.terraform
import rego.v1

groups := {
	"aws_db_subnet_group",
	"aws_docdb_subnet_group",
	"aws_elasticache_subnet_group",
	"aws_neptune_subnet_group",
	"aws_redshift_subnet_group",
}

deny contains terraform.finding(group, "subnet_ids", message) if {
	some type in groups
	some group in terraform.of_type(type)
	subnets := terraform.referred_from(group, "subnet_ids", "aws_subnet")
	some name in {subnet.name | some subnet in subnets}

	# A `for` over all subnets may pick the private ones: only where every instance is public.
	every subnet in {subnet | some subnet in subnets; subnet.name == name} {
		subnet.values.map_public_ip_on_launch == true
	}
	message := sprintf("aws_subnet.%s gives its machines public addresses: databases belong in private subnets", [name])
}
