# METADATA
# title: Names have the form that Azure demands
# description: >-
#   Vaults, registries, accounts and machines have rules of their own for names, and a name that is
#   put together from a project, an environment and a region breaks them easily.
# related_resources:
#   - description: Azure documentation, Naming rules and restrictions for Azure resources
#   - description: NIST SP 800-53 Rev. 5, CM-6
# custom:
#   id: TF_AZURE_NAME_1
#   severity: medium
package terraformer.azure_naming.names_azure_refuses

import data.terraformer.lib.terraform
import data.terraformer.lib.variables
import rego.v1

rules := {
	"azurerm_key_vault": {"form": `^[a-zA-Z](-?[a-zA-Z0-9])+$`, "least": 3, "most": 24},
	"azurerm_container_registry": {"form": `^[a-zA-Z0-9]+$`, "least": 5, "most": 50},
	"azurerm_storage_account": {"form": `^[a-z0-9]+$`, "least": 3, "most": 24},
	"azurerm_cosmosdb_account": {"form": `^[a-z0-9]([a-z0-9-]*[a-z0-9])?$`, "least": 3, "most": 44},
	"azurerm_mssql_server": {"form": `^[a-z0-9]([a-z0-9-]*[a-z0-9])?$`, "least": 1, "most": 63},
}

deny contains terraform.finding(resource, "name", message) if {
	some type, rule in rules
	some resource in terraform.of_type(type)
	name := resource.values.name
	is_string(name)
	not variables.placeholder(name)
	some complaint in complaints(name, rule)
	message := sprintf("The name %s %s", [name, complaint])
}

complaints(name, rule) := {complaint |
	some complaint, applies in {
		sprintf("has %d characters, %d to %d are allowed", [count(name), rule.least, rule.most]): outside(name, rule),
		"has characters, or an order of them, that are not allowed here": not_formed(name, rule),
	}
	applies
}

outside(name, rule) := true if count(name) < rule.least
else := true if count(name) > rule.most
else := false

not_formed(name, rule) := false if regex.match(rule.form, name)
else := true

# The name of a machine is its name in Windows too, which has an old limit.
deny contains terraform.finding(machine, "name", message) if {
	some machine in terraform.of_type("azurerm_windows_virtual_machine")
	is_string(machine.values.name)
	not variables.placeholder(machine.values.name)
	count(machine.values.name) > 15
	not terraform.configured(machine, "computer_name")
	message := sprintf("The name %s has more than 15 characters: Windows needs a computer_name", [machine.values.name])
}
