# METADATA
# title: Deleted data can be brought back for a week
# description: >-
#   Soft delete that ends after a day or two is over before anybody misses what was deleted on a
#   Friday.
# related_resources:
#   - description: Microsoft cloud security benchmark, BR-2
#   - description: NIST SP 800-53 Rev. 5, CP-9
# custom:
#   id: TF_AZURE_DEL_1
#   severity: medium
package terraformer.azure_deletion.short_soft_delete

import data.terraformer.lib.terraform
import data.terraformer.lib.variables
import rego.v1

days := 7

deny contains terraform.finding(account, sprintf("%s.%s.days", [part, policy]), message) if {
	some account in terraform.of_type("azurerm_storage_account")
	some [part, policy] in [
		["blob_properties", "delete_retention_policy"],
		["blob_properties", "container_delete_retention_policy"],
		["share_properties", "retention_policy"],
	]
	some properties in terraform.blocks(account.values, part)
	some retention in terraform.blocks(properties, policy)
	is_number(retention.days)
	retention.days < days
	not variables.placeholder(retention.days)
	message := sprintf("What is deleted can be brought back for %v days, at least %d are wanted", [retention.days, days])
}
