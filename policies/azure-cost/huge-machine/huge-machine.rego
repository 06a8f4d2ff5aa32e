# METADATA
# title: Machines of more than 32 processors are a decision
# description: >-
#   The price of a machine grows with its processors, and a size beyond 32 of them costs thousands a
#   month.
# related_resources:
#   - description: Microsoft Azure Well-Architected Framework, CO:07
#   - description: NIST SP 800-53 Rev. 5, SA-2
# custom:
#   id: TF_AZURE_COST_1
#   severity: low
package terraformer.azure_cost.huge_machine

import data.terraformer.lib.terraform
import rego.v1

largest := 32

types := {
	"azurerm_linux_virtual_machine": "size",
	"azurerm_windows_virtual_machine": "size",
	"azurerm_linux_virtual_machine_scale_set": "sku",
	"azurerm_windows_virtual_machine_scale_set": "sku",
	"azurerm_kubernetes_cluster_node_pool": "vm_size",
}

deny contains terraform.finding(machine, argument, message) if {
	some type, argument in types
	some machine in terraform.of_type(type)
	not machine.values.priority == "Spot"
	size := machine.values[argument]
	processors(size) > largest
	message := sprintf("%s has %d processors, more than %d", [size, processors(size), largest])
}

deny contains terraform.finding(cluster, "default_node_pool.vm_size", message) if {
	some cluster in terraform.of_type("azurerm_kubernetes_cluster")
	some pool in terraform.blocks(cluster.values, "default_node_pool")
	processors(pool.vm_size) > largest
	message := sprintf("%s has %d processors, more than %d", [pool.vm_size, processors(pool.vm_size), largest])
}

# The first number of a size is that of its processors: Standard_D64s_v5. Of the second in
# Standard_E64-16s_v3 the price doesn't depend.
processors(size) := to_number(found[0][1]) if {
	is_string(size)
	found := regex.find_all_string_submatch_n(`^Standard_[A-Z]+([0-9]+)`, size, 1)
	count(found) == 1
}
