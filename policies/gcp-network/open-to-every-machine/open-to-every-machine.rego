# METADATA
# title: What the internet may reach is named by tag
# description: >-
#   A firewall rule without target tags or target service accounts holds for every machine in the
#   network, also for those that will be put there next year.
# related_resources:
#   - description: 'Google Cloud documentation, VPC firewall rules: Targets'
#   - description: NIST SP 800-53 Rev. 5, AC-6 and SC-7
#   - description: PCI DSS v4.0, 1.3.1
# custom:
#   id: TF_GCP_NET_2
#   severity: medium
package terraformer.gcp_network.open_to_every_machine

import data.terraformer.lib.google
import data.terraformer.lib.terraform
import rego.v1

deny contains terraform.finding(rule, "source_ranges", message) if {
	some rule in google.inbound
	some source in terraform.items(rule.values, "source_ranges")
	terraform.whole_internet(source)
	some allowed in terraform.blocks(rule.values, "allow")
	not lower(allowed.protocol) in {"icmp", "1", "58"}
	not terraform.given(rule, "target_tags")
	not terraform.given(rule, "target_service_accounts")
	message := "The rule lets the whole internet reach every machine in the network: no target is named"
}
