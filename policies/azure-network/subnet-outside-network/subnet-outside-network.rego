# METADATA
# title: Subnets lie inside their network
# description: >-
#   A subnet whose range is not part of its network's address space is refused, but only while
#   applying.
# related_resources:
#   - description: 'Azure documentation, Virtual networks: Add, change, or delete a subnet'
#   - description: NIST SP 800-53 Rev. 5, CM-6
# custom:
#   id: TF_AZURE_NET_5
#   severity: medium
package terraformer.azure_network.subnet_outside_network

import data.terraformer.lib.addresses
import data.terraformer.lib.placement
import data.terraformer.lib.terraform
import rego.v1

deny contains terraform.finding(subnet, "address_prefixes", message) if {
	some subnet in terraform.of_type("azurerm_subnet")
	some network in terraform.of_type("azurerm_virtual_network")
	subnet.values.virtual_network_name == network.values.name
	subnet.values.resource_group_name == network.values.resource_group_name
	placement.together(subnet, network)
	not terraform.unknown(network, "address_space")
	some prefix in terraform.items(subnet.values, "address_prefixes")
	addresses.range(prefix)
	space := [range | some range in terraform.items(network.values, "address_space"); addresses.range(range)]
	count(space) > 0
	every range in space {
		not addresses.inside(range, prefix)
	}
	message := sprintf("%s lies outside %s of %s", [prefix, concat(", ", space), network.address])
}
