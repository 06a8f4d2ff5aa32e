# METADATA
# title: Database servers insist on encrypted connections
# description: >-
#   A flexible server insists on TLS unless its parameter `require_secure_transport` is turned off.
# related_resources:
#   - description: Microsoft cloud security benchmark, DP-3
#   - description: NIST SP 800-53 Rev. 5, SC-8
#   - description: PCI DSS v4.0, 4.2.1
# custom:
#   id: TF_AZURE_ENC_2
#   severity: high
package terraformer.azure_encryption.database_accepts_plain_connections

import data.terraformer.lib.terraform
import rego.v1

types := {"azurerm_mysql_flexible_server_configuration", "azurerm_postgresql_flexible_server_configuration"}

deny contains terraform.finding(parameter, "value", message) if {
	some type in types
	some parameter in terraform.of_type(type)
	parameter.values.name == "require_secure_transport"
	lower(parameter.values.value) in {"off", "0", "false"}
	message := "The server accepts connections that are not encrypted"
}
