# METADATA
# title: What is made in the same place
# description: Names and numbers clash only in one account; the plan doesn't say which one that is.
package terraformer.lib.placement

import data.terraformer.lib.terraform
import rego.v1

# Whether two resources certainly go to the same account: one module, and in it one provider.
together(one, other) if {
	one.module == other.module
	terraform.configuration(one.address).provider_config_key == terraform.configuration(other.address).provider_config_key
}
