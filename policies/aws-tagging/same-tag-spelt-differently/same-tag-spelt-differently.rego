# METADATA
# title: A tag is spelt the same everywhere
# description: >-
#   Tag keys are case-sensitive: `Environment` and `environment` are two columns in the bill, and a
#   condition on one of them doesn't see the other.
# related_resources:
#   - description: AWS Whitepaper, Best Practices for Tagging AWS Resources
#   - description: NIST SP 800-53 Rev. 5, CM-8
# custom:
#   id: TF_AWS_TAG_2
#   severity: low
package terraformer.aws_tagging.same_tag_spelt_differently

import data.terraformer.lib.terraform
import rego.v1

deny contains terraform.finding(resource, "tags", message) if {
	some resource in terraform.resources
	is_object(resource.values.tags)
	some key, _ in resource.values.tags
	some better in spellings[lower(key)]
	preferred(better, key)
	message := sprintf("%s is spelt %s elsewhere", [key, better])
}

preferred(better, key) if uses[better] > uses[key]

preferred(better, key) if {
	uses[better] == uses[key]
	better < key
}

keys := [key | some resource in terraform.resources; some key, _ in all_tags(resource.values)]

uses := {key: number |
	some key in {each | some each in keys}
	number := count([same | some same in keys; same == key])
}

spellings[folded] contains key if {
	some key in keys
	folded := lower(key)
}

# With the provider's default tags, where they are known.
all_tags(values) := values.tags_all if is_object(values.tags_all)

all_tags(values) := values.tags if {
	not is_object(values.tags_all)
	is_object(values.tags)
}
