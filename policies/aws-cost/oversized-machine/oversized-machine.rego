# METADATA
# title: Very large machines are a decision
# description: >-
#   A machine of twelve times `xlarge` or more, or of bare metal, costs thousands a month, and a
#   variable or a copied example brings one in unseen.
# related_resources:
#   - description: AWS Well-Architected Framework, COST 6
#   - description: NIST SP 800-53 Rev. 5, SA-2
# custom:
#   id: TF_AWS_COST_4
#   severity: low
package terraformer.aws_cost.oversized_machine

import data.terraformer.lib.terraform
import rego.v1

limit := 12

arguments := {
	"aws_instance": "instance_type",
	"aws_launch_template": "instance_type",
	"aws_launch_configuration": "instance_type",
	"aws_spot_instance_request": "instance_type",
	"aws_db_instance": "instance_class",
	"aws_rds_cluster_instance": "instance_class",
	"aws_docdb_cluster_instance": "instance_class",
	"aws_neptune_cluster_instance": "instance_class",
	"aws_elasticache_cluster": "node_type",
	"aws_elasticache_replication_group": "node_type",
	"aws_redshift_cluster": "node_type",
	"aws_dms_replication_instance": "replication_instance_class",
	"aws_sagemaker_notebook_instance": "instance_type",
}

deny contains terraform.finding(machine, argument, message) if {
	some type, argument in arguments
	some machine in terraform.of_type(type)
	size := machine.values[argument]
	is_string(size)
	oversized(size)
	message := sprintf("%s is a very large machine", [size])
}

deny contains terraform.finding(group, "instance_types", message) if {
	some group in terraform.of_type("aws_eks_node_group")
	some size in terraform.items(group.values, "instance_types")
	is_string(size)
	oversized(size)
	message := sprintf("%s is a very large machine", [size])
}

oversized(size) if {
	contains(size, "xlarge")
	[[_, times]] := regex.find_all_string_submatch_n(`\.([0-9]+)xlarge`, size, 1)
	to_number(times) >= limit
}

oversized(size) if contains(size, ".metal")
