# METADATA
# title: A name is given once
# description: >-
#   Two resources of one type with the same name in the same group are one resource for Azure: the
#   second is refused while applying, or both fight over it.
# related_resources:
#   - description: Azure documentation, Naming rules and restrictions for Azure resources
#   - description: NIST SP 800-53 Rev. 5, CM-6
# custom:
#   id: TF_AZURE_NAME_2
#   severity: medium
package terraformer.azure_naming.name_used_twice

import data.terraformer.lib.placement
import data.terraformer.lib.terraform
import data.terraformer.lib.variables
import rego.v1

worldwide := {
	"azurerm_storage_account",
	"azurerm_key_vault",
	"azurerm_container_registry",
	"azurerm_cosmosdb_account",
	"azurerm_mssql_server",
	"azurerm_postgresql_flexible_server",
	"azurerm_mysql_flexible_server",
	"azurerm_servicebus_namespace",
	"azurerm_eventhub_namespace",
}

deny contains terraform.finding(resource, "name", message) if {
	some type in worldwide
	some resource in terraform.of_type(type)
	some other in terraform.of_type(type)
	clash(resource, other)
	message := sprintf("%s has the same name %s", [other.address, resource.values.name])
}

in_group := {
	"azurerm_virtual_network",
	"azurerm_network_security_group",
	"azurerm_public_ip",
	"azurerm_network_interface",
	"azurerm_linux_virtual_machine",
	"azurerm_windows_virtual_machine",
	"azurerm_managed_disk",
	"azurerm_kubernetes_cluster",
	"azurerm_log_analytics_workspace",
	"azurerm_user_assigned_identity",
	"azurerm_service_plan",
}

deny contains terraform.finding(resource, "name", message) if {
	some type in in_group
	some resource in terraform.of_type(type)
	some other in terraform.of_type(type)
	clash(resource, other)
	is_string(resource.values.resource_group_name)
	lower(resource.values.resource_group_name) == lower(other.values.resource_group_name)
	placement.together(resource, other)
	message := sprintf("%s has the same name %s", [other.address, resource.values.name])
}

clash(one, other) if {
	one.address != other.address
	is_string(one.values.name)
	is_string(other.values.name)
	lower(one.values.name) == lower(other.values.name)
	not variables.placeholder(one.values.name)
}
