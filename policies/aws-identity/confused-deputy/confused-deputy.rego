# METADATA
# title: Queues and topics know on whose behalf a service writes
# description: >-
#   A policy that allows `s3.amazonaws.com` to send to a queue allows the bucket of any account in
#   the world to do so: the service acts for its customers, and all of them look the same.
# related_resources:
#   - description: AWS IAM User Guide, The confused deputy problem
#   - description: NIST SP 800-53 Rev. 5, AC-3 and AC-4
# custom:
#   id: TF_AWS_IAM_3
#   severity: medium
package terraformer.aws_identity.confused_deputy

import data.terraformer.lib.aws
import data.terraformer.lib.terraform
import rego.v1

policies := {
	"aws_sqs_queue": "policy",
	"aws_sqs_queue_policy": "policy",
	"aws_sns_topic": "policy",
	"aws_sns_topic_policy": "policy",
}

# The services that write there for others.
services := {"s3.amazonaws.com", "sns.amazonaws.com", "events.amazonaws.com", "ses.amazonaws.com"}

deny contains terraform.finding(holder, argument, message) if {
	some type, argument in policies
	some holder in terraform.of_type(type)
	some statement in aws.statements(holder, argument)
	statement.Effect == "Allow"
	some service in aws.as_list(statement.Principal.Service)
	service in services
	not statement.Condition
	message := sprintf("%s may write here on behalf of any account: a condition on aws:SourceArn or aws:SourceAccount is missing", [service])
}
