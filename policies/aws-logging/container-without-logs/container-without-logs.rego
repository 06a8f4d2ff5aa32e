# METADATA
# title: Containers send their logs somewhere
# description: >-
#   What a container on Fargate writes is gone with the task unless its definition says where logs
#   go.
# related_resources:
#   - description: AWS Security Hub, ECS.9
#   - description: NIST SP 800-53 Rev. 5, AU-2 and AU-12
#   - description: PCI DSS v4.0, 10.2.1
# custom:
#   id: TF_AWS_LOG_1
#   severity: medium
package terraformer.aws_logging.container_without_logs

import data.terraformer.lib.aws
import data.terraformer.lib.terraform
import rego.v1

deny contains terraform.finding(task, "container_definitions", message) if {
	some task in terraform.of_type("aws_ecs_task_definition")
	some container in aws.containers(task)
	not container.logConfiguration
	not container.firelensConfiguration
	not container.essential == false
	message := sprintf("The logs of the container %s go nowhere", [container.name])
}
