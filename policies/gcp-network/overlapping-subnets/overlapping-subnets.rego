# METADATA
# title: Subnets of a network do not overlap
# description: >-
#   Google refuses a range that overlaps another one in the same network, but only while applying.
# related_resources:
#   - description: 'Google Cloud documentation, Subnets: Valid ranges'
#   - description: NIST SP 800-53 Rev. 5, CM-6
# custom:
#   id: TF_GCP_NET_4
#   severity: medium
package terraformer.gcp_network.overlapping_subnets

import data.terraformer.lib.addresses
import data.terraformer.lib.placement
import data.terraformer.lib.terraform
import rego.v1

deny contains terraform.finding(subnet, argument, message) if {
	some subnet in terraform.of_type("google_compute_subnetwork")
	some other in terraform.of_type("google_compute_subnetwork")
	some argument, ranges in used(subnet)
	some range in ranges
	some others in used(other)
	some other_range in others
	addresses.overlap(range, other_range)
	[subnet.address, range] != [other.address, other_range]
	same_network(subnet, other)
	message := sprintf("%s overlaps %s of %s", [range, other_range, other.address])
}

used(subnet) := {
	"ip_cidr_range": [subnet.values.ip_cidr_range | is_string(subnet.values.ip_cidr_range)],
	"secondary_ip_range.ip_cidr_range": [secondary.ip_cidr_range |
		some secondary in terraform.blocks(subnet.values, "secondary_ip_range")
		is_string(secondary.ip_cidr_range)
	],
}

same_network(one, other) if one.address == other.address

same_network(one, other) if {
	is_string(one.values.network)
	one.values.network == other.values.network
	placement.together(one, other)
	object.get(one.values, "project", null) == object.get(other.values, "project", null)
}

# The network is known only after apply: both must name the same single one.
same_network(one, other) if {
	one.module == other.module
	some network in terraform.referred_from(one, "network", "google_compute_network")
	network in terraform.referred_from(other, "network", "google_compute_network")
	count({same.address | some same in terraform.of_type("google_compute_network"); same.name == network.name; same.module == network.module}) == 1
}
