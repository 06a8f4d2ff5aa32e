# METADATA
# title: Database firewalls let in few addresses
# description: >-
#   A firewall rule of a database server says from where to where, and a wrong end lets in a large
#   part of the internet without `0.0.0.0` standing anywhere.
# related_resources:
#   - description: Microsoft cloud security benchmark, NS-2
#   - description: NIST SP 800-53 Rev. 5, SC-7
#   - description: PCI DSS v4.0, 1.3.1
# custom:
#   id: TF_AZURE_NET_3
#   severity: high
package terraformer.azure_network.wide_database_firewall

import data.terraformer.lib.addresses
import data.terraformer.lib.terraform
import rego.v1

types := {
	"azurerm_mssql_firewall_rule",
	"azurerm_mysql_flexible_server_firewall_rule",
	"azurerm_postgresql_flexible_server_firewall_rule",
	"azurerm_mysql_firewall_rule",
	"azurerm_postgresql_firewall_rule",
	"azurerm_mariadb_firewall_rule",
	"azurerm_redis_firewall_rule",
	"azurerm_synapse_firewall_rule",
}

starts := {"azurerm_redis_firewall_rule": "start_ip"}

ends := {"azurerm_redis_firewall_rule": "end_ip"}

largest := 65536

deny contains terraform.finding(rule, last, message) if {
	some type in types
	some rule in terraform.of_type(type)
	first := object.get(starts, type, "start_ip_address")
	last := object.get(ends, type, "end_ip_address")
	size := (addresses.number(rule.values[last]) - addresses.number(rule.values[first])) + 1
	size > largest
	message := sprintf("The rule lets in %v addresses, at most %d are wanted", [size, largest])
}
