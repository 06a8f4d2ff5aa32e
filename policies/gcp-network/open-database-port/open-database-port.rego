# METADATA
# title: Database ports are not open to the internet
# description: >-
#   A firewall rule that lets the whole internet reach a database port leaves the password as the
#   only defence, and scanners find the port within minutes.
# related_resources:
#   - description: CIS Google Cloud Platform Foundation Benchmark, Networking
#   - description: NIST SP 800-53 Rev. 5, SC-7
#   - description: PCI DSS v4.0, 1.3.1
# custom:
#   id: TF_GCP_NET_1
#   severity: high
package terraformer.gcp_network.open_database_port

import data.terraformer.lib.google
import data.terraformer.lib.terraform
import rego.v1

ports := {1433, 1521, 3306, 5432, 6379, 9042, 9200, 11211, 27017}

deny contains terraform.finding(rule, "source_ranges", message) if {
	some rule in google.inbound
	some source in terraform.items(rule.values, "source_ranges")
	terraform.whole_internet(source)
	open := [sprintf("%d", [port]) | some port in ports; google.reaches(rule, port)]
	count(open) > 0
	message := sprintf("Database ports are open to the whole internet: %s", [concat(", ", sort(open))])
}
