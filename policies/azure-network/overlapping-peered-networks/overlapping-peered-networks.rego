# METADATA
# title: Peered networks do not overlap
# description: >-
#   Azure refuses to peer networks that share addresses, but only while applying.
# related_resources:
#   - description: 'Azure documentation, Virtual network peering: Requirements and constraints'
#   - description: NIST SP 800-53 Rev. 5, CM-6
# custom:
#   id: TF_AZURE_NET_4
#   severity: medium
package terraformer.azure_network.overlapping_peered_networks

import data.terraformer.lib.addresses
import data.terraformer.lib.terraform
import rego.v1

deny contains terraform.finding(peering, "remote_virtual_network_id", message) if {
	some peering in terraform.of_type("azurerm_virtual_network_peering")
	one := only(terraform.referred_from(peering, "virtual_network_name", "azurerm_virtual_network"))
	other := only(terraform.referred_from(peering, "remote_virtual_network_id", "azurerm_virtual_network"))
	one.address != other.address
	some range in terraform.items(one.values, "address_space")
	some remote in terraform.items(other.values, "address_space")
	addresses.overlap(range, remote)
	message := sprintf("%s of %s overlaps %s of %s", [range, one.address, remote, other.address])
}

# Of several instances the plan doesn't say which one is meant.
only(networks) := network if {
	count(networks) == 1
	some network in networks
}
