# METADATA
# title: Diagnostic settings take the logs along
# description: >-
#   A diagnostic setting with metrics alone looks like logging and isn't: who read which secret, or
#   which query was refused by the firewall, stands in the logs.
# related_resources:
#   - description: Microsoft cloud security benchmark, LT-3
#   - description: NIST SP 800-53 Rev. 5, AU-2 and AU-12
#   - description: PCI DSS v4.0, 10.2.1
# custom:
#   id: TF_AZURE_LOG_2
#   severity: medium
package terraformer.azure_logging.diagnostics_without_logs

import data.terraformer.lib.terraform
import rego.v1

# What has logs that matter.
targets := {
	"azurerm_key_vault",
	"azurerm_application_gateway",
	"azurerm_firewall",
	"azurerm_kubernetes_cluster",
	"azurerm_mssql_database",
	"azurerm_postgresql_flexible_server",
	"azurerm_network_security_group",
	"azurerm_cosmosdb_account",
}

deny contains terraform.finding(setting, "enabled_log", message) if {
	some setting in terraform.of_type("azurerm_monitor_diagnostic_setting")
	not takes_logs(setting)
	some target in named(setting)
	split(target, ".")[0] in targets
	not logged_by_another(setting, target)
	message := sprintf("The logs of %s go nowhere: the setting takes metrics only", [target])
}

takes_logs(setting) if terraform.given(setting, "enabled_log")

# Before version 4 of the provider.
takes_logs(setting) if terraform.given(setting, "log")

named(setting) := {concat(".", array.slice(split(reference, "."), 0, 2)) |
	some reference in terraform.configuration(setting.address).expressions.target_resource_id.references
	startswith(reference, "azurerm_")
}

logged_by_another(setting, target) if {
	some other in terraform.of_type("azurerm_monitor_diagnostic_setting")
	other.module == setting.module
	takes_logs(other)
	target in named(other)
}
