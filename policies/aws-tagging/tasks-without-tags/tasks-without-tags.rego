# METADATA
# title: Tasks get the tags of their service
# description: >-
#   What an ECS service costs is what its tasks cost, and a task has tags only if its service or
#   its definition hands them on.
# related_resources:
#   - description: Amazon ECS Developer Guide, Tagging Amazon ECS resources
#   - description: AWS Well-Architected Framework, COST 3
# custom:
#   id: TF_AWS_TAG_4
#   severity: low
package terraformer.aws_tagging.tasks_without_tags

import data.terraformer.lib.terraform
import rego.v1

deny contains terraform.finding(service, "propagate_tags", message) if {
	some service in terraform.of_type("aws_ecs_service")
	not handed_on(service)
	message := "The service's tasks have no tags"
}

handed_on(service) if service.values.propagate_tags in {"SERVICE", "TASK_DEFINITION"}

handed_on(service) if {
	terraform.unknown(service, "propagate_tags")
	terraform.configured(service, "propagate_tags")
}
