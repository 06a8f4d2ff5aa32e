# METADATA
# title: Containers and functions get no secrets through plain environment variables
# description: >-
#   Plain environment variables of a task or a function can be read by everyone who may look at its
#   definition, in the console, in logs of deployments and in the state.
# related_resources:
#   - description: AWS Security Hub, ECS.8
#   - description: NIST SP 800-53 Rev. 5, IA-5
#   - description: PCI DSS v4.0, 8.6.2
# custom:
#   id: TF_AWS_IAM_6
#   severity: high
package terraformer.aws_identity.secret_in_environment

import data.terraformer.lib.aws
import data.terraformer.lib.terraform
import rego.v1

deny contains terraform.finding(task, "container_definitions", message) if {
	some task in terraform.of_type("aws_ecs_task_definition")
	some container in aws.containers(task)
	some variable in container.environment
	secret(variable.name, variable.value)
	message := sprintf("%s of the container %s is a plain environment variable", [variable.name, container.name])
}

deny contains terraform.finding(function, "environment.variables", message) if {
	some function in terraform.of_type("aws_lambda_function")
	some environment in terraform.blocks(function.values, "environment")
	is_object(environment.variables)
	some name, value in environment.variables
	secret(name, value)
	message := sprintf("%s is a plain environment variable", [name])
}

secret(name, value) if {
	is_string(name)
	regex.match(`(?i)(^|[_-])(password|passwd|secret|secret_?key|token|api_?key|private_?key)$`, name)
	is_string(value)
	not where_it_lies(value)
}

# Empty, a switch, or the place where the secret is to be read.
where_it_lies(value) if regex.match(`(?i)^($|true$|false$|[0-9]+$|arn:|/|https?://[^@]*$)`, value)
