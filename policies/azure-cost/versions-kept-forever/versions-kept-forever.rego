# METADATA
# title: Old versions of blobs go away some day
# description: >-
#   An account that keeps versions keeps every one of them, and pays for it, until a management
#   policy deletes them.
# related_resources:
#   - description: Azure documentation, Optimize costs by automatically managing the data lifecycle
#   - description: NIST SP 800-53 Rev. 5, SI-12
# custom:
#   id: TF_AZURE_COST_2
#   severity: low
package terraformer.azure_cost.versions_kept_forever

import data.terraformer.lib.terraform
import data.terraformer.lib.variables
import rego.v1

deny contains terraform.finding(account, "blob_properties.versioning_enabled", message) if {
	some account in terraform.of_type("azurerm_storage_account")
	some properties in terraform.blocks(account.values, "blob_properties")
	properties.versioning_enabled == true
	not variables.placeholder(true)
	not terraform.possibly_referred_by("azurerm_storage_management_policy", "storage_account_id", account.address)
	message := "Every version is kept for good: no management policy of the account deletes old ones"
}
