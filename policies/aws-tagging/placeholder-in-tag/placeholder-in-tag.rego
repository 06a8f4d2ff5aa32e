# METADATA
# title: Tags have no placeholders as values
# description: >-
#   A tag that says `TODO` passes every check for the tag's presence and tells nobody anything.
# related_resources:
#   - description: AWS Whitepaper, Best Practices for Tagging AWS Resources
#   - description: NIST SP 800-53 Rev. 5, CM-8
# custom:
#   id: TF_AWS_TAG_5
#   severity: low
package terraformer.aws_tagging.placeholder_in_tag

import data.terraformer.lib.terraform
import rego.v1

placeholders := {
	"todo",
	"tbd",
	"fixme",
	"changeme",
	"change-me",
	"change_me",
	"change me",
	"replaceme",
	"replace-me",
	"replace_me",
	"xxx",
	"your-name",
	"your-team",
}

deny contains terraform.finding(resource, "tags", message) if {
	some resource in terraform.resources
	is_object(resource.values.tags)
	some key, value in resource.values.tags
	is_string(value)
	lower(trim(value, "<>[]{} ")) in placeholders
	message := sprintf("The tag %s says nothing: %s", [key, value])
}
