# METADATA
# title: Resource groups are not deleted with what others put in
# description: >-
#   The provider refuses to delete a resource group that holds something Terraform does not know.
# related_resources:
#   - description: 'azurerm provider documentation, Features: prevent_deletion_if_contains_resources'
#   - description: NIST SP 800-53 Rev. 5, CP-9 and CM-3
# custom:
#   id: TF_AZURE_DEL_2
#   severity: medium
package terraformer.azure_deletion.group_deleted_with_content

import data.terraformer.lib.terraform
import rego.v1

deny contains terraform.finding(group, "name", message) if {
	some group in terraform.of_type("azurerm_resource_group")
	key := terraform.configuration(group.address).provider_config_key
	some features in terraform.blocks(input.configuration.provider_config[key].expressions, "features")
	some about in terraform.blocks(features, "resource_group")
	about.prevent_deletion_if_contains_resources.constant_value == false
	message := "The provider would delete the group with everything that others have put in"
}
