# METADATA
# title: Database ports are not open to the internet
# description: >-
#   A rule that lets everybody on the internet reach a database port leaves the password as the only
#   defence, and scanners find the port within minutes.
# related_resources:
#   - description: Microsoft cloud security benchmark, NS-1
#   - description: NIST SP 800-53 Rev. 5, SC-7
#   - description: PCI DSS v4.0, 1.3.1
# custom:
#   id: TF_AZURE_NET_1
#   severity: high
package terraformer.azure_network.open_database_port

import data.terraformer.lib.azure
import data.terraformer.lib.terraform
import rego.v1

ports := {1433, 1521, 3306, 5432, 6379, 9042, 9200, 11211, 27017}

deny contains terraform.finding(entry.resource, concat("", [entry.prefix, argument]), message) if {
	some entry in azure.security_rules
	azure.allows_inbound(entry.rule)
	some argument in ["source_address_prefix", "source_address_prefixes"]
	some source in azure.listed(entry.rule, argument)
	azure.everybody(source)
	open := [sprintf("%d", [port]) | some port in ports; azure.reaches(entry.rule, port)]
	count(open) > 0
	message := sprintf("The rule %s opens database ports to the whole internet: %s", [entry.rule.name, concat(", ", sort(open))])
}
