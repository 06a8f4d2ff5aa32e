# METADATA
# title: Volumes get the tags of their machines
# description: >-
#   The tags of a launch template's `tag_specifications` go to the kinds of resource that are named
#   there, and the provider's `default_tags` don't reach what a template starts.
# related_resources:
#   - description: AWS Whitepaper, Best Practices for Tagging AWS Resources
#   - description: AWS Well-Architected Framework, COST 3
# custom:
#   id: TF_AWS_TAG_3
#   severity: low
package terraformer.aws_tagging.volumes_without_tags

import data.terraformer.lib.terraform
import rego.v1

deny contains terraform.finding(template, "tag_specifications", message) if {
	some template in terraform.of_type("aws_launch_template")
	kinds := {specification.resource_type | some specification in terraform.blocks(template.values, "tag_specifications")}
	"instance" in kinds
	not "volume" in kinds
	message := "Machines are tagged, their volumes are not"
}
