# METADATA
# title: Functions have a log group of their own
# description: >-
#   A Lambda function whose log group doesn't exist makes one at its first call: without encryption
#   by a key of yours, kept for ever and unknown to Terraform.
# related_resources:
#   - description: AWS Lambda Developer Guide, Sending Lambda function logs to CloudWatch Logs
#   - description: NIST SP 800-53 Rev. 5, AU-11
# custom:
#   id: TF_AWS_LOG_2
#   severity: low
package terraformer.aws_logging.function_without_log_group

import data.terraformer.lib.terraform
import rego.v1

deny contains terraform.finding(function, "function_name", message) if {
	some function in terraform.of_type("aws_lambda_function")
	is_string(function.values.function_name)
	not names_its_group(function)
	expected := sprintf("/aws/lambda/%s", [function.values.function_name])
	not expected in declared
	not undetermined
	message := sprintf("No log group %s is declared", [expected])
}

names_its_group(function) if function.values.logging_config[_].log_group != null

names_its_group(function) if function.unknown.logging_config[_].log_group == true

declared contains name if {
	some group in terraform.of_type("aws_cloudwatch_log_group")
	name := group.values.name
}

# A group's name is known only after apply: it may be the one.
undetermined if {
	some group in terraform.of_type("aws_cloudwatch_log_group")
	terraform.unknown(group, "name")
	terraform.configured(group, "name")
}
