# METADATA
# title: Container images are named with their version
# description: >-
#   `latest`, which is also meant where no tag stands, is another image every week.
# related_resources:
#   - description: Amazon ECS Developer Guide, Best practices for Amazon ECS container images
#   - description: NIST SP 800-53 Rev. 5, CM-2
# custom:
#   id: TF_AWS_NAME_4
#   severity: medium
package terraformer.aws_naming.image_without_version

import data.terraformer.lib.aws
import data.terraformer.lib.terraform
import data.terraformer.lib.variables
import rego.v1

deny contains terraform.finding(task, "container_definitions", message(container.image)) if {
	some task in terraform.of_type("aws_ecs_task_definition")
	some container in aws.containers(task)
	unversioned(container.image)
}

deny contains terraform.finding(function, "image_uri", message(function.values.image_uri)) if {
	some function in terraform.of_type("aws_lambda_function")
	unversioned(function.values.image_uri)
}

# The last part has no tag, or latest, and no digest.
unversioned(image) if {
	is_string(image)
	regex.match(`^(.*/)?[^/:@]+(:latest)?$`, image)
	not variables.placeholder(image)
}

message(image) := sprintf("%s may be another image tomorrow", [image])
