# METADATA
# title: Provisioned operations are bought only where they are needed
# description: >-
#   A gp3 volume has 3000 operations a second in its price.
# related_resources:
#   - description: Amazon EBS User Guide, General Purpose SSD volumes
#   - description: AWS Well-Architected Framework, COST 6
# custom:
#   id: TF_AWS_COST_3
#   severity: medium
package terraformer.aws_cost.provisioned_operations_without_need

import data.terraformer.lib.terraform
import rego.v1

included := 3000

deny contains terraform.finding(volume, "iops", message(volume.values)) if {
	some volume in terraform.of_type("aws_ebs_volume")
	needless(volume.values.type, volume.values.iops, volume.values.size)
}

deny contains terraform.finding(database, "iops", message(database.values)) if {
	some database in terraform.of_type("aws_db_instance")
	needless(database.values.storage_type, database.values.iops, database.values.allocated_storage)
}

deny contains terraform.finding(machine, sprintf("%s.iops", [block]), message(device)) if {
	some machine in terraform.of_type("aws_instance")
	some block in ["root_block_device", "ebs_block_device"]
	some device in terraform.blocks(machine.values, block)
	needless(device.volume_type, device.iops, device.volume_size)
}

needless("io1", operations, _) if {
	is_number(operations)
	operations <= included
}

needless("io2", operations, size) if {
	is_number(operations)
	operations <= included
	is_number(size)
	size <= 100
}

message(values) := sprintf("gp3 has the %v operations of this volume in its price", [values.iops])
