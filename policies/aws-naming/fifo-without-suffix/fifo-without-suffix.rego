# METADATA
# title: FIFO queues and topics are named .fifo
# description: >-
#   The name of a FIFO queue or topic must end in `.fifo`, and that of another one must not: AWS
#   refuses both.
# related_resources:
#   - description: 'Amazon SQS API Reference, CreateQueue: QueueName'
#   - description: NIST SP 800-53 Rev. 5, CM-6
# custom:
#   id: TF_AWS_NAME_5
#   severity: high
package terraformer.aws_naming.fifo_without_suffix

import data.terraformer.lib.terraform
import data.terraformer.lib.variables
import rego.v1

arguments := {"aws_sqs_queue": "fifo_queue", "aws_sns_topic": "fifo_topic"}

deny contains terraform.finding(holder, "name", message) if {
	some type, argument in arguments
	some holder in terraform.of_type(type)
	holder.values[argument] == true
	name := holder.values.name
	is_string(name)
	not endswith(name, ".fifo")
	not variables.placeholder(name)
	message := sprintf("A FIFO queue or topic must be named %s.fifo", [name])
}

deny contains terraform.finding(holder, "name", message) if {
	some type, argument in arguments
	some holder in terraform.of_type(type)
	not holder.values[argument] == true
	not terraform.unknown(holder, argument)
	name := holder.values.name
	is_string(name)
	endswith(name, ".fifo")
	message := sprintf("%s is named like a FIFO queue or topic and is none", [name])
}
