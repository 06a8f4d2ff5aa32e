# METADATA
# title: A tag is spelt the same everywhere
# description: >-
#   Azure takes `Environment` and `environment` for the same tag, but reports of costs and many
#   tools do not: what carries the rare spelling is missing from the sum.
# related_resources:
#   - description: Microsoft Cloud Adoption Framework, Define your tagging strategy
#   - description: NIST SP 800-53 Rev. 5, CM-8
# custom:
#   id: TF_AZURE_TAG_1
#   severity: low
package terraformer.azure_tagging.tags_in_two_spellings

import data.terraformer.lib.terraform
import rego.v1

deny contains terraform.finding(resource, "tags", message) if {
	some resource in tagged
	some name, _ in resource.values.tags
	some other in names
	other != name
	lower(other) == lower(name)
	count(carriers[other]) >= count(carriers[name])
	message := sprintf("The tag %s is spelt %s elsewhere", [name, other])
}

tagged contains resource if {
	some resource in terraform.resources
	startswith(resource.type, "azurerm_")
	is_object(resource.values.tags)
}

names contains name if {
	some resource in tagged
	some name, _ in resource.values.tags
}

# The addresses of the resources with a tag of exactly this name.
carriers[name] contains resource.address if {
	some resource in tagged
	some name, _ in resource.values.tags
}
