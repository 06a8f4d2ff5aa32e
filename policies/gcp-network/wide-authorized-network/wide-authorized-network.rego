# METADATA
# title: Authorised networks are small
# description: >-
#   Clusters and databases that list the networks they may be reached from are often given the whole
#   internet, or half of it twice.
# related_resources:
#   - description: Google Cloud documentation, Authorized networks in GKE
#   - description: NIST SP 800-53 Rev. 5, AC-3 and SC-7
#   - description: PCI DSS v4.0, 1.3.1
# custom:
#   id: TF_GCP_NET_3
#   severity: high
package terraformer.gcp_network.wide_authorized_network

import data.terraformer.lib.addresses
import data.terraformer.lib.terraform
import rego.v1

deny contains terraform.finding(database, "settings.ip_configuration.authorized_networks.value", message(network.value)) if {
	some database in terraform.of_type("google_sql_database_instance")
	some settings in terraform.blocks(database.values, "settings")
	some addressing in terraform.blocks(settings, "ip_configuration")
	some network in terraform.blocks(addressing, "authorized_networks")
	wide(network.value)
}

deny contains terraform.finding(cluster, "master_authorized_networks_config.cidr_blocks.cidr_block", message(network.cidr_block)) if {
	some cluster in terraform.of_type("google_container_cluster")
	some authorised in terraform.blocks(cluster.values, "master_authorized_networks_config")
	some network in terraform.blocks(authorised, "cidr_blocks")
	wide(network.cidr_block)
}

deny contains terraform.finding(instance, "network_config.authorized_external_networks.cidr_range", message(network.cidr_range)) if {
	some instance in terraform.of_type("google_alloydb_instance")
	some addressing in terraform.blocks(instance.values, "network_config")
	some network in terraform.blocks(addressing, "authorized_external_networks")
	wide(network.cidr_range)
}

wide(range) if {
	addresses.prefix_length(range) < 16
	not addresses.private(range)
}

wide("::/0") := true

message(range) := sprintf("%s is a large part of the internet", [range])
