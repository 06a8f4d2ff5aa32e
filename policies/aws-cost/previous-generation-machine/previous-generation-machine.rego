# METADATA
# title: Machines are of a current generation
# description: >-
#   AWS keeps old instance families running for those who have them, at prices that are higher for
#   less.
# related_resources:
#   - description: Amazon EC2 Instance Types Guide, Previous generation instances
#   - description: AWS Well-Architected Framework, COST 6
# custom:
#   id: TF_AWS_COST_8
#   severity: low
package terraformer.aws_cost.previous_generation_machine

import data.terraformer.lib.terraform
import rego.v1

arguments := {
	"aws_instance": "instance_type",
	"aws_launch_template": "instance_type",
	"aws_launch_configuration": "instance_type",
	"aws_spot_instance_request": "instance_type",
	"aws_db_instance": "instance_class",
	"aws_rds_cluster_instance": "instance_class",
	"aws_elasticache_cluster": "node_type",
	"aws_elasticache_replication_group": "node_type",
}

families := {"a1", "c1", "c3", "cc2", "cr1", "g2", "g3", "hs1", "i2", "m1", "m2", "m3", "r3", "t1"}

deny contains terraform.finding(machine, argument, message) if {
	some type, argument in arguments
	some machine in terraform.of_type(type)
	size := machine.values[argument]
	is_string(size)
	split(trim_prefix(trim_prefix(size, "db."), "cache."), ".")[0] in families
	message := sprintf("%s is of a previous generation", [size])
}
