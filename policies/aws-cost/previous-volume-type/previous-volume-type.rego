# METADATA
# title: Volumes are of the current general-purpose type
# description: >-
#   A gp3 volume costs less per gigabyte than a gp2 volume of the same size, and its throughput and
#   operations don't depend on the size.
# related_resources:
#   - description: AWS Prescriptive Guidance, Migrate Amazon EBS volumes from gp2 to gp3
#   - description: AWS Well-Architected Framework, COST 6
# custom:
#   id: TF_AWS_COST_2
#   severity: low
package terraformer.aws_cost.previous_volume_type

import data.terraformer.lib.terraform
import rego.v1

deny contains terraform.finding(volume, argument, message) if {
	some type, argument in {"aws_ebs_volume": "type", "aws_db_instance": "storage_type"}
	some volume in terraform.of_type(type)
	volume.values[argument] == "gp2"
}

deny contains terraform.finding(machine, sprintf("%s.volume_type", [block]), message) if {
	some type in ["aws_instance", "aws_launch_configuration"]
	some machine in terraform.of_type(type)
	some block in ["root_block_device", "ebs_block_device"]
	some device in terraform.blocks(machine.values, block)
	device.volume_type == "gp2"
}

deny contains terraform.finding(template, "block_device_mappings.ebs.volume_type", message) if {
	some template in terraform.of_type("aws_launch_template")
	some mapping in terraform.blocks(template.values, "block_device_mappings")
	some device in terraform.blocks(mapping, "ebs")
	device.volume_type == "gp2"
}

message := "gp3 costs less than gp2 and is not slower"
