# METADATA
# title: Applications do not carry account keys in their settings
# description: >-
#   A storage account's key, or a connection string with it, opens everything in the account, does
#   not expire, and can be read by everyone who may read the application's settings or the state.
# related_resources:
#   - description: Microsoft cloud security benchmark, IM-3 and IM-8
#   - description: NIST SP 800-53 Rev. 5, IA-5
# custom:
#   id: TF_AZURE_IAM_3
#   severity: medium
package terraformer.azure_identity.account_key_in_settings

import data.terraformer.lib.terraform
import rego.v1

types := {
	"azurerm_linux_web_app",
	"azurerm_windows_web_app",
	"azurerm_linux_function_app",
	"azurerm_windows_function_app",
	"azurerm_linux_web_app_slot",
	"azurerm_windows_web_app_slot",
	"azurerm_static_web_app",
}

keys := `\.(primary|secondary)_(access_key|key|connection_string|blob_connection_string)$`

# By reference: the value is known only after apply.
deny contains terraform.finding(app, "app_settings", message) if {
	some type in types
	some app in terraform.of_type(type)
	some reference in terraform.configuration(app.address).expressions.app_settings.references
	regex.match(`^azurerm_(storage_account|cosmosdb_account|redis_cache|servicebus_namespace)\.`, reference)
	regex.match(keys, reference)
	message := sprintf("The settings carry %s", [reference])
}

# By value.
deny contains terraform.finding(app, "app_settings", message) if {
	some type in types
	some app in terraform.of_type(type)
	is_object(app.values.app_settings)
	some name, value in app.values.app_settings
	is_string(value)
	regex.match(`(AccountKey|SharedAccessKey)=[A-Za-z0-9+/]{20,}`, value)
	message := sprintf("The setting %s carries an account's key", [name])
}
