# METADATA
# title: Machines of more than 32 processors are a decision
# description: >-
#   The price of a machine grows with its processors, and a type beyond 32 of them costs thousands a
#   month.
# related_resources:
#   - description: 'Google Cloud Well-Architected Framework, Cost optimization: Optimize resource usage'
#   - description: NIST SP 800-53 Rev. 5, SA-2
# custom:
#   id: TF_GCP_COST_1
#   severity: low
package terraformer.gcp_cost.huge_machine

import data.terraformer.lib.terraform
import rego.v1

largest := 32

deny contains terraform.finding(machine, "machine_type", message(machine.values.machine_type)) if {
	some type in ["google_compute_instance", "google_compute_instance_template", "google_compute_region_instance_template"]
	some machine in terraform.of_type(type)
	processors(machine.values.machine_type) > largest
	not for_a_while(terraform.blocks(machine.values, "scheduling"))
}

deny contains terraform.finding(nodes, "node_config.machine_type", message(node.machine_type)) if {
	some type in ["google_container_cluster", "google_container_node_pool"]
	some nodes in terraform.of_type(type)
	some node in terraform.blocks(nodes.values, "node_config")
	processors(node.machine_type) > largest
	not for_a_while([node])
}

for_a_while(blocks) if {
	some block in blocks
	some argument in ["preemptible", "spot"]
	block[argument] == true
}

for_a_while(blocks) if {
	some block in blocks
	block.provisioning_model == "SPOT"
}

# n2-standard-64, c3-standard-88-lssd, n2-custom-48-98304 and custom-48-98304.
processors(type) := to_number(found[0][2]) if {
	is_string(type)
	found := regex.find_all_string_submatch_n(`^([a-z][a-z0-9]*-[a-z]+|custom)-([0-9]+)(-|$)`, type, 1)
	count(found) == 1
}

message(type) := sprintf("%s has %d processors, more than %d", [type, processors(type), largest])
