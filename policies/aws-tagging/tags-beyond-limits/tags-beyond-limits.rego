# METADATA
# title: Tags are such as AWS takes
# description: >-
#   AWS refuses keys that begin with `aws:`, keys of more than 128 and values of more than 256
#   characters, and more than fifty tags on a resource, and it does so only while applying.
# related_resources:
#   - description: AWS Tag Editor User Guide, Tag naming limits and requirements
#   - description: NIST SP 800-53 Rev. 5, CM-6
# custom:
#   id: TF_AWS_TAG_6
#   severity: medium
package terraformer.aws_tagging.tags_beyond_limits

import data.terraformer.lib.terraform
import rego.v1

deny contains terraform.finding(resource, "tags", message) if {
	some resource in terraform.resources
	startswith(resource.type, "aws_")
	is_object(resource.values.tags)
	some message in refused(resource.values.tags)
}

refused(tags) := union({
	{sprintf("AWS keeps keys that begin with aws: to itself (%s)", [key]) | some key, _ in tags; startswith(lower(key), "aws:")},
	{sprintf("The key %s... has more than 128 characters", [substring(key, 0, 20)]) | some key, _ in tags; count(key) > 128},
	{sprintf("The value of %s has more than 256 characters", [key]) | some key, value in tags; is_string(value); count(value) > 256},
	{sprintf("There are %d tags, more than 50", [number]) | number := count(tags); number > 50},
})
